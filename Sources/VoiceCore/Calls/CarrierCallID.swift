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

  /// Stands for the leg of a call that we place, until the carrier has named it.
  static func awaited(for call: Call.ID) -> CarrierCallID { CarrierCallID(text: awaitedPrefix + call.description) }

  /// Stands for a leg that the carrier hasn't named yet, and is no name of the carrier's.
  public var isAwaited: Bool { text.hasPrefix(Self.awaitedPrefix) }

  /// Names the leg of a caller at a browser or app, who comes to us over no carrier.
  public static func app(for call: Call.ID) -> CarrierCallID { CarrierCallID(text: appPrefix + call.description) }

  /// Whether the leg is of a browser or app. No carrier knows of it, so nobody can be dialled on it and nothing redirects it.
  public var isApp: Bool { text.hasPrefix(Self.appPrefix) }

  private static let awaitedPrefix = "awaited-"
  private static let appPrefix = "app-"

  private init(text: String) { self.text = text }

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
