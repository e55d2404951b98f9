/// The right to carry one call's audio over one media stream, once, for a short time. Only the token's digest is kept.
public struct StreamGrant: Equatable, Sendable, Codable {
  /// How long a token opens a stream. The carrier connects within a second; retries take up to fifteen.
  public static let lifetime: Duration = .seconds(60)

  public let digest: TokenDigest
  public let call: Call.ID
  public let expiresAt: Timestamp

  /// A grant for this call.
  public init(digest: TokenDigest, call: Call.ID, expiresAt: Timestamp) {
    self.digest = digest
    self.call = call
    self.expiresAt = expiresAt
  }
}

/// What is kept of a secret token: a digest that can't be turned back, as lower-case hexadecimal text.
public struct TokenDigest: Hashable, Sendable, Codable {
  public let hex: String

  /// A digest as the token port made it.
  public init(hex: String) { self.hex = hex }
}
