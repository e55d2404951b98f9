/// The carrier's own name for a call leg (Twilio: `CA` and 32 hexadecimal digits). Opaque here; unique within the carrier.
public struct CarrierCallID: Hashable, Sendable, Codable, CustomStringConvertible {
  /// The longest name that is accepted.
  public static let maximumLength = 64

  /// The carrier's text.
  public let text: String

  /// 1–64 ASCII letters, digits, `-` or `_`; anything else is `nil`.
  public init?(_ text: String) {
    guard (1...Self.maximumLength).contains(text.utf8.count), text.utf8.allSatisfy(Self.isAllowed) else { return nil }
    self.text = text
  }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }

  public var description: String { text }
}
