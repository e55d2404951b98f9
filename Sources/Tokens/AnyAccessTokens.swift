public import VoiceCore

/// Our own access tokens, and those of an outside issuer when one is configured. A token that names a key of ours is
/// judged by us alone; only ours are issued.
public struct AnyAccessTokens: AccessTokens {
  private let own: JWTAccessTokens
  private let outside: OutsideAccessTokens?

  /// Tokens of both.
  public init(own: JWTAccessTokens, outside: OutsideAccessTokens?) {
    self.own = own
    self.outside = outside
  }

  /// See `AccessTokens`.
  public func issue(_ claims: AccessClaims) async throws(AccessTokenFailure) -> String {
    try await own.issue(claims)
  }

  /// See `AccessTokens`. An outside token may wait for the issuer's keys, at most once a minute.
  public func verify(_ token: String, at moment: Timestamp) async throws(AccessTokenFailure) -> AccessClaims {
    guard let outside, !own.knowsKey(of: token) else { return try await own.verify(token, at: moment) }
    return try await outside.verify(token, at: moment)
  }
}
