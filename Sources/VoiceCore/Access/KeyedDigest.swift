/// A digest that only the holder of a key can make. The server's is HMAC-SHA-256 under a key of its own.
///
/// It finds places, recognises devices and derives the next refresh token; each text begins with what it is for, so
/// that no digest made for one thing serves for another.
public struct KeyedDigest: Sendable {
  /// The digest of a text.
  public let digest: @Sendable (String) -> TokenDigest

  /// A port that calls this closure.
  public init(digest: @escaping @Sendable (String) -> TokenDigest) { self.digest = digest }
}

extension TokenDigest {
  /// Whether two digests are equal, in a time that depends on their length only.
  public func matches(_ other: TokenDigest) -> Bool {
    guard hex.utf8.count == other.hex.utf8.count else { return false }
    return zip(hex.utf8, other.hex.utf8).reduce(into: 0 as UInt8) { difference, pair in
      difference |= pair.0 ^ pair.1
    } == 0
  }
}
