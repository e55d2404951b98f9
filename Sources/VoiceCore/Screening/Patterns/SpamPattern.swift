/// A regular expression of ours, as a tenant wrote it. Which expressions there are: `PatternParser`; how long they may
/// take: never longer than their size times the text's length.
public struct SpamPattern: Hashable, Sendable, Codable {
  /// The most scalars of a pattern.
  public static let maximumLength = 200
  /// The most steps that a pattern may come to.
  public static let maximumSize = 512

  /// As it was written.
  public let text: String

  /// A pattern that can be used.
  public init(_ text: String) throws(PatternFault) {
    self.text = text
    _ = try code()
  }

  /// Any text, as a store holds it: what an older version has let through is kept and has a `fault`.
  public init(stored text: String) { self.text = text }

  /// Reads any text.
  public init(from decoder: any Decoder) throws {
    self.init(stored: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }

  /// Why it can't be used; `nil` for one that can.
  public var fault: PatternFault? {
    do throws(PatternFault) {
      _ = try code()
      return nil
    } catch {
      return error
    }
  }

  /// How many steps it comes to; 0 for one that can't be used.
  public var size: Int {
    do throws(PatternFault) { return try code().steps.count } catch { return 0 }
  }

  func code() throws(PatternFault) -> PatternCode { try PatternCode(try PatternParser.parse(text)) }
}
