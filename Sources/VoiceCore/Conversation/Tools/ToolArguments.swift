/// What a model gave a tool: the members of a JSON object, read by the model's adapter. What a member isn't, it is refused for by
/// name, so that the model can do better.
public struct ToolArguments: Equatable, Sendable {
  /// The longest arguments that are read at all, as UTF-8.
  public static let maximumBytes = 16_384

  /// One member.
  public enum Value: Equatable, Sendable {
    case null
    case flag(Bool)
    case number(Int)
    case text(String)
    /// A list, an object, a number with a fraction.
    case other
  }

  private let members: [String: Value]

  /// These members.
  public init(_ members: [String: Value]) { self.members = members }

  /// A whole number.
  func number(_ name: String) throws(ToolFault) -> Int {
    guard case .number(let number)? = members[name] else { throw .bad(name, expected: "a whole number") }
    return number
  }

  /// A whole number, or none.
  func optionalNumber(_ name: String) throws(ToolFault) -> Int? {
    switch members[name] {
    case nil, .null: nil
    default: try number(name)
    }
  }

  /// The digits of a telephone number as somebody says it, behind its `+` if it has one; or none.
  func optionalDigits(_ name: String, of counts: ClosedRange<Int>) throws(ToolFault) -> String? {
    guard let text = try optionalText(name, of: 1...64) else { return nil }
    let digits = text.filter { ("0"..."9").contains($0) }
    guard counts.contains(digits.count), text.allSatisfy({ ("0"..."9").contains($0) || "+ -.()/".contains($0) }),
      !text.drop(while: { $0 == " " }).dropFirst().contains("+")
    else {
      throw .bad(name, expected: "a telephone number of \(counts.lowerBound) to \(counts.upperBound) digits")
    }
    return (text.contains("+") ? "+" : "") + digits
  }

  /// True or false.
  func flag(_ name: String) throws(ToolFault) -> Bool {
    guard case .flag(let flag)? = members[name] else { throw .bad(name, expected: "true or false") }
    return flag
  }

  /// A text with so many characters. Without looking at each of them first, for it may be very long.
  func text(_ name: String, of lengths: ClosedRange<Int>) throws(ToolFault) -> String {
    guard case .text(let text)? = members[name], text.utf8.count <= 4 * lengths.upperBound,
      lengths.contains(text.count)
    else { throw .bad(name, expected: "a text of \(lengths.lowerBound) to \(lengths.upperBound) characters") }
    return text
  }

  /// A text, or none.
  func optionalText(_ name: String, of lengths: ClosedRange<Int>) throws(ToolFault) -> String? {
    switch members[name] {
    case nil, .null: nil
    default: try text(name, of: lengths)
    }
  }

  /// A language.
  func language(_ name: String) throws(ToolFault) -> Language {
    guard case .text(let tag)? = members[name], let language = Language(tag) else {
      throw .bad(name, expected: "a BCP 47 tag, such as en, es or pt-BR")
    }
    return language
  }

  /// One of a few words.
  func choice<Choice: RawRepresentable<String>>(_ name: String, of choices: [Choice]) throws(ToolFault) -> Choice {
    let given: Choice? = if case .text(let word)? = members[name] { choices.first { $0.rawValue == word } } else { nil }
    guard let given else {
      throw .bad(name, expected: "one of " + choices.map(\.rawValue).joined(separator: ", "))
    }
    return given
  }
}

/// Why a tool call can't be understood. The model reads it.
public enum ToolFault: Error, Equatable, Sendable, CustomStringConvertible {
  case unknownTool
  /// No JSON, or no object, or too long.
  case notAnObject
  case bad(String, expected: String)

  public var description: String {
    switch self {
    case .unknownTool: "unknown tool"
    case .notAnObject: "the arguments are no JSON object"
    case .bad(let name, let expected): "`\(name)` must be \(expected)"
    }
  }
}
