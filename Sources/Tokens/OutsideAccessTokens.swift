internal import JWTKit
public import VoiceCore

/// Checks access tokens of an outside issuer against the keys that it publishes (OpenID Connect Discovery; RFC 9068).
///
/// A token names its key, the published key decides the algorithm, and only algorithms with a public half are known
/// here: neither `none` nor a shared secret, least of all a public key used as one, can open anything.
public struct OutsideAccessTokens: Sendable {
  /// Fetches a document: the body of a 200 answer. Answers or throws within five seconds, follows no redirects, and
  /// reads no more than 256 KiB.
  public typealias Fetch = @Sendable (_ address: String) async throws -> [UInt8]
  /// No token may be good for longer.
  public static let longestLife: Duration = .seconds(24 * 60 * 60)

  private let issuer: OutsideIssuer
  private let keys: OutsideKeys

  /// Tokens of this issuer.
  public init(_ issuer: OutsideIssuer, fetch: @escaping Fetch) {
    self.issuer = issuer
    keys = OutsideKeys(issuer, fetch: fetch)
  }

  /// What a token says, if it is the issuer's, meant for us and good at that moment (60 s of leeway at most).
  public func verify(_ token: String, at moment: Timestamp) async throws(AccessTokenFailure) -> AccessClaims {
    let header = try TokenHeader(of: token, types: ["JWT", "at+jwt", "application/at+jwt"])
    guard let name = header.kid else { throw .missingClaim }
    guard let set = await keys.set(with: name, at: moment), set.algorithms[name] == header.alg else {
      throw .badSignature
    }
    let payload: OutsidePayload
    do {
      payload = try await set.collection.verify(token, as: OutsidePayload.self)
    } catch let error as JWTError where error.errorType == .malformedToken {
      throw .malformed
    } catch {
      throw .badSignature
    }
    return try await payload.claims(of: issuer, at: moment)
  }
}
