/// An API key as its holder has it: `vc_live_` and 256 random bits as text.
///
/// What is kept of it is SHA-256, not a slow hash: those make guessing dear where people choose the secret. Nobody
/// guesses at 256 random bits, there is no list of likely ones, and each request would pay for it.
public struct APIKeySecret: Equatable, Sendable {
  /// What every key begins with, so that people and scanners for leaked secrets recognise it.
  public static let prefix = "vc_live_"
  /// Characters after the prefix: from 43, which is 256 bits in base64url, to what `SecretTokens` may make.
  public static let randomLength = 43...64
  /// Characters of the random part that are shown in lists: 24 bits of 256 given away.
  public static let hintLength = 4

  /// The whole key.
  public let text: String

  /// A key of this random text.
  public init(random: String) { text = Self.prefix + random }

  /// Reads what a client showed; anything of another shape is `nil` and needs no look-up.
  public init?(_ text: String) {
    guard text.hasPrefix(Self.prefix) else { return nil }
    let random = text.utf8.dropFirst(Self.prefix.utf8.count)
    guard Self.randomLength.contains(random.count), random.allSatisfy(Self.isInAlphabet) else { return nil }
    self.text = text
  }

  /// Prefix and first characters, to tell keys apart by.
  public var hint: String { String(text.prefix(Self.prefix.count + Self.hintLength)) }

  private static func isInAlphabet(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"):
      true
    default: false
    }
  }
}

extension APIKeySecret: CustomStringConvertible, CustomReflectable {
  /// Never the key.
  public var description: String { "API key" }
  /// Reflection must not show it either.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
