internal import JWTKit

/// The claims on the wire. All are optional here, so that a missing one is named as such and not as malformed.
struct TokenPayload: JWTPayload {
  var iss: String?
  var aud: AudienceClaim?
  var sub: String?
  var tenantID: String?
  var role: String?
  var scope: String?
  var exp: Int64?
  var iat: Int64?
  var jti: String?

  enum CodingKeys: String, CodingKey {
    case iss, aud, sub, role, scope, exp, iat, jti
    case tenantID = "tenant_id"
  }

  /// Nothing here: claims are judged against a moment that this function isn't given (`TokenPayload.claims`).
  func verify(using algorithm: some JWTAlgorithm) async throws {}
}
