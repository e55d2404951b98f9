/// Makes secret tokens and the digests that are kept of them. The server's are 256 random bits and SHA-256.
public struct SecretTokens: Sendable {
  /// A new secret: URL-safe text, at most 64 characters.
  public let make: @Sendable () -> String
  /// What is kept of a secret.
  public let digest: @Sendable (String) -> TokenDigest

  /// A port of these two closures.
  public init(make: @escaping @Sendable () -> String, digest: @escaping @Sendable (String) -> TokenDigest) {
    self.make = make
    self.digest = digest
  }
}
