/// A typed identifier: a UUID (RFC 9562) that names one kind of thing and can't be mistaken for another's.
///
/// Its text is the lower-case UUID form, the only one that the API speaks.
public struct Identifier<Subject>: Hashable, Sendable {
  private let stored: Bits128

  /// An identifier of exactly these bits.
  public init(_ bits: UInt128) { stored = Bits128(bits) }

  /// The 128 bits, most significant first as in the text.
  public var bits: UInt128 { stored.number }
}

extension Identifier: Comparable {
  /// By bits, which for version 7 is by time of making.
  public static func < (left: Self, right: Self) -> Bool { left.bits < right.bits }
}

extension Identifier: LosslessStringConvertible {
  /// `xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx` in either letter case; anything else is `nil`.
  public init?(_ text: String) {
    var bits: UInt128 = 0
    var count = 0
    for byte in text.utf8 {
      if count == 8 || count == 13 || count == 18 || count == 23 {
        guard byte == UInt8(ascii: "-") else { return nil }
      } else {
        guard let digit = Self.value(ofHexDigit: byte) else { return nil }
        bits = bits << 4 | UInt128(digit)
      }
      count += 1
    }
    guard count == 36 else { return nil }
    self.init(bits)
  }

  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    return String(unsafeUninitializedCapacity: 36) { text in
      var shift = 124
      for index in 0..<36 {
        if index == 8 || index == 13 || index == 18 || index == 23 {
          text[index] = UInt8(ascii: "-")
        } else {
          text[index] = digits[Int(truncatingIfNeeded: bits >> UInt128(shift)) & 0xF]
          shift -= 4
        }
      }
      return 36
    }
  }

  private static func value(ofHexDigit byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}

extension Identifier: Codable {
  /// Reads the UUID text.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    guard let identifier = Self(try container.decode(String.self)) else {
      throw DecodingError.dataCorruptedError(in: container, debugDescription: "expected a UUID")
    }
    self = identifier
  }

  /// Writes the UUID text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
