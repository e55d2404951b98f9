/// What one object, or the parts of one, are sealed under: 256 bits drawn for it alone. It is kept in the row of what the object belongs to, which is sealed
/// itself; so a tenant's keys rotate without its objects, and without the row nobody opens the object.
public struct ObjectSecret: Equatable, Sendable, Codable {
  private let first, second, third, fourth: UInt64

  /// A secret of four words, each drawn by chance.
  public init(drawing next: () -> UInt64) {
    (first, second, third, fourth) = (next(), next(), next(), next())
  }

  /// Its 32 bytes.
  public var bytes: [UInt8] {
    [first, second, third, fourth].flatMap { word in
      stride(from: 56, through: 0, by: -8).map { UInt8(truncatingIfNeeded: word >> UInt64($0)) }
    }
  }
}

extension ObjectSecret {
  /// Reads 64 hexadecimal digits.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let text = Array(try container.decode(String.self).utf8)
    let words = stride(from: 0, to: text.count, by: 16).compactMap { start in
      UInt64(String(decoding: text[start..<min(start + 16, text.count)], as: UTF8.self), radix: 16)
    }
    guard text.count == 64, words.count == 4 else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected 64 hexadecimal digits")
    }
    (first, second, third, fourth) = (words[0], words[1], words[2], words[3])
  }

  /// Writes 64 hexadecimal digits.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    let digits = bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }
    try container.encode(digits.joined())
  }
}

extension ObjectSecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// Tells nothing of it.
  public var description: String { Redacted.secret(self).description }
  /// Tells nothing of it.
  public var debugDescription: String { description }
  /// Reflection finds nothing.
  public var customMirror: Mirror { Mirror(self, children: []) }
}
