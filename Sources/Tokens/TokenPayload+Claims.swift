internal import JWTKit
internal import VoiceCore

extension TokenPayload {
  /// The only scope so far: everything that the role may do.
  static let scope = "api"
  /// Seconds since the epoch that a claim may hold: up to the year 9999.
  private static let seconds: ClosedRange<Int64> = 0...253_402_300_799

  init(_ claims: AccessClaims, issuer: String, audience: String) {
    iss = issuer
    aud = AudienceClaim(value: [audience])
    sub = claims.user.description
    tenantID = claims.tenant?.description
    role = claims.role.rawValue
    scope = Self.scope
    exp = claims.expiresAt.microseconds / 1_000_000
    iat = claims.issuedAt.microseconds / 1_000_000
    jti = claims.id.description
  }

  /// What the claims say, if all of them are there and hold at that moment.
  func claims(
    issuer: String, audience: String, at moment: Timestamp
  ) throws(AccessTokenFailure) -> AccessClaims {
    guard let iss, let aud, let sub, let role, let scope, let exp, let iat, let jti else { throw .missingClaim }
    guard iss == issuer, aud.value.contains(audience), scope.split(separator: " ").contains(Substring(Self.scope))
    else { throw .notForUs }
    guard let user = User.ID(sub), let role = Role(rawValue: role), let id = Identifier<AccessClaims>(jti),
      Self.seconds.contains(exp), Self.seconds.contains(iat), iat < exp
    else { throw .malformed }
    let issuedAt = Timestamp(microseconds: iat * 1_000_000)
    let expiresAt = Timestamp(microseconds: exp * 1_000_000)
    // A token from the future is as little good now as one from the past.
    guard moment < expiresAt + AccessClaims.leeway, issuedAt - AccessClaims.leeway <= moment else { throw .expired }
    return AccessClaims(
      user: user, tenant: try tenant(of: role), role: role, issuedAt: issuedAt, expiresAt: expiresAt, id: id)
  }

  private func tenant(of role: Role) throws(AccessTokenFailure) -> Tenant.ID? {
    guard let tenantID else {
      if role == .platformAdmin { return nil }
      throw .missingClaim
    }
    guard let tenant = Tenant.ID(tenantID) else { throw .malformed }
    return tenant
  }
}
