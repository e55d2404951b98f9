/// Digests of what comes piece by piece: SHA-256 (FIPS 180-4) in a deployment.
public struct ContentDigests: Sendable {
  /// Begins one.
  public let begin: @Sendable () -> any ContentDigest

  /// Digests that begin so.
  public init(begin: @escaping @Sendable () -> any ContentDigest) { self.begin = begin }
}

/// The digest of what it has taken up so far.
public protocol ContentDigest {
  /// Takes up what comes next.
  mutating func take(_ bytes: [UInt8])
  /// The digest of all that was taken up, in hexadecimal digits.
  var hex: String { get }
}
