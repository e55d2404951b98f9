/// Issues and checks access tokens. Checking needs neither network nor store: sign-in being down must not take calls down.
public protocol AccessTokens: Sendable {
  /// A signed token that says this.
  func issue(_ claims: AccessClaims) async throws(AccessTokenFailure) -> String
  /// What a token says, if it is ours, meant for us and not expired at that moment (60 s of leeway at most).
  func verify(_ token: String, at moment: Timestamp) async throws(AccessTokenFailure) -> AccessClaims
}

/// Why a token could not be issued or is refused. Which check failed is told to no client.
public enum AccessTokenFailure: Error, Equatable, Sendable {
  case malformed, badSignature, expired, notForUs, missingClaim, signingFailed
}
