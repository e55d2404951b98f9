/// What callers hear first, or before they leave a message, in the tenant's own words: at most one greeting a language, in
/// the order of the languages' tags.
public struct Greetings: Equatable, Sendable {
  /// The most languages.
  public static let maximum = 40
  /// Characters of a greeting: half a minute of speech.
  public static let textLength = 1...500

  public private(set) var all: [Greeting] = []

  /// Greetings as they were kept; of several in a language the last counts.
  public init(_ greetings: [Greeting] = []) { for greeting in greetings { greet(greeting) } }

  /// Greetings as somebody wants them.
  /// - Throws: `greetings`, for too many or two in a language; `greetings/text`, for one that can't be said.
  public init(checking greetings: [Greeting]) throws(RefusedSetting) {
    self.init(greetings)
    guard all.count <= Self.maximum else { throw RefusedSetting("greetings", .tooMany(Self.maximum)) }
    guard all.count == greetings.count else { throw RefusedSetting("greetings", .twice) }
    guard all.allSatisfy({ NameRule.accepts($0.text, of: Self.textLength) }) else {
      throw RefusedSetting("greetings/text", .outOfRange(Self.textLength))
    }
  }

  /// Takes a greeting in place of the one in its language.
  public mutating func greet(_ greeting: Greeting) {
    all.removeAll { $0.language == greeting.language }
    all.append(greeting)
    all.sort { $0.language.tag < $1.language.tag }
  }

  /// The greeting in a language, or in another variety of it.
  public subscript(language: Language) -> Greeting? {
    all.first { $0.language == language } ?? all.first { $0.language.primary == language.primary }
  }
}

extension Greetings: Codable {
  /// Reads a list.
  public init(from decoder: any Decoder) throws {
    self.init(try decoder.singleValueContainer().decode([Greeting].self))
  }

  /// Writes the list.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(all)
  }
}
