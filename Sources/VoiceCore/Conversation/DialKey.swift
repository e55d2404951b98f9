/// A key tone (DTMF, ITU-T Q.23): `0`–`9`, `*`, `#`, and `A`–`D`, which telephones no longer have.
public struct DialKey: Hashable, Sendable, Codable, CustomStringConvertible {
  public let character: Character

  /// The key with this sign; anything else is `nil`.
  public init?(_ character: Character) {
    guard "0123456789*#ABCD".contains(character) else { return nil }
    self.character = character
  }

  /// Reads the one-character text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = try container.decode(String.self)
    guard text.count == 1, let first = text.first, let key = DialKey(first) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected one of 0-9 * # A-D")
    }
    self = key
  }

  /// Writes the one-character text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(String(character))
  }

  public var description: String { String(character) }
}
