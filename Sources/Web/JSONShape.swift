/// What is wrong with JSON text from outside that a decoder wouldn't say: it takes one of two members of the same name, and
/// which one differs from decoder to decoder (RFC 8259, section 4). What else is malformed is left to the decoder.
public enum JSONShape {
  /// Lists and objects within each other.
  public static let maximumDepth = 32

  /// What is wrong.
  public enum Fault: Equatable, Sendable {
    /// The bytes are no UTF-8.
    case notUTF8
    /// More than `maximumDepth` lists and objects within each other.
    case tooDeep
    /// Two members of one object have this name.
    case repeated(String)
    /// A text holds the character U+0000, which no database keeps.
    case zero
  }

  /// The first fault; `nil` when there is none.
  public static func fault(in bytes: [UInt8]) -> Fault? {
    guard let text = String(validating: bytes, as: UTF8.self) else { return .notUTF8 }
    var reading = JSONReading(Array(text.utf8))
    return reading.fault()
  }
}

/// Goes through JSON text once, from one string or bracket to the next.
private struct JSONReading {
  private enum Level {
    case list
    /// With the names that its members have had.
    case object(Set<String>)
  }

  private let bytes: [UInt8]
  private var place = 0
  private var levels: [Level] = []
  private var isNameNext = false

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func fault() -> JSONShape.Fault? {
    while place < bytes.count {
      let byte = bytes[place]
      place += 1
      switch byte {
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        guard levels.count < JSONShape.maximumDepth else { return .tooDeep }
        isNameNext = byte == UInt8(ascii: "{")
        levels.append(isNameNext ? .object([]) : .list)
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        isNameNext = false
        _ = levels.popLast()
      case UInt8(ascii: ","): if case .object = levels.last { isNameNext = true }
      case UInt8(ascii: "\""):
        let text = string()
        if text.unicodeScalars.contains("\0") { return .zero }
        guard isNameNext else { continue }
        isNameNext = false
        if !isNew(text) { return .repeated(text) }
      default: break
      }
    }
    return nil
  }

  private mutating func isNew(_ name: String) -> Bool {
    guard case .object(var names)? = levels.popLast() else { return true }
    let isNew = names.insert(name).inserted
    levels.append(.object(names))
    return isNew
  }

  /// The text up to the closing quote, without its escapes; broken ones stand as they are, for the decoder to refuse.
  private mutating func string() -> String {
    let start = place
    var units: [UInt16] = []
    var hasEscapes = false
    while place < bytes.count, bytes[place] != UInt8(ascii: "\"") {
      if bytes[place] == UInt8(ascii: "\\") {
        hasEscapes = true
        place += 1
      }
      place += 1
    }
    let end = min(place, bytes.count)
    place = end + 1
    let raw = bytes[start..<end]
    guard hasEscapes else { return String(decoding: raw, as: UTF8.self) }
    var rest = Substring(String(decoding: raw, as: UTF8.self))
    while let mark = rest.firstIndex(of: "\\") {
      units += rest[..<mark].utf16
      rest = rest[rest.index(after: mark)...]
      guard let kind = rest.popFirst() else { break }
      switch kind {
      case "u":
        guard let unit = UInt16(rest.prefix(4), radix: 16) else { continue }
        units.append(unit)
        rest = rest.dropFirst(4)
      case "n": units.append(10)
      case "r": units.append(13)
      case "t": units.append(9)
      case "b": units.append(8)
      case "f": units.append(12)
      default: units += String(kind).utf16
      }
    }
    return String(decoding: units + rest.utf16, as: UTF16.self)
  }
}
