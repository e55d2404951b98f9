internal import VoiceCore

extension OutsidePayload {
  /// What the claims say in our words, if all that we need is there and holds at that moment.
  func claims(of issuer: OutsideIssuer, at moment: Timestamp) async throws(AccessTokenFailure) -> AccessClaims {
    guard let iss = text("iss"), let audiences = texts("aud"), let subject = text("sub"), claims["exp"] != nil,
      claims["iat"] != nil, let names = texts(issuer.roleClaim)
    else { throw .missingClaim }
    guard iss == issuer.issuer, audiences.contains(issuer.audience) else { throw .notForUs }
    guard let exp = seconds("exp"), let iat = seconds("iat"), iat < exp, (1...255).contains(subject.utf8.count) else {
      throw .malformed
    }
    // Of several roles the one that may do most, whatever the order.
    guard let role = Role.allCases.first(where: { role in names.contains { issuer.roles[$0] == role } }) else {
      throw .notForUs
    }
    let issuedAt = Timestamp(microseconds: iat * 1_000_000)
    let expiresAt = Timestamp(microseconds: exp * 1_000_000)
    guard expiresAt - issuedAt <= OutsideAccessTokens.longestLife else { throw .notForUs }
    guard moment < expiresAt + AccessClaims.leeway, issuedAt - AccessClaims.leeway <= moment else { throw .expired }
    if claims["nbf"] != nil {
      guard let nbf = seconds("nbf") else { throw .malformed }
      guard Timestamp(microseconds: nbf * 1_000_000) - AccessClaims.leeway <= moment else { throw .expired }
    }
    let token = text("jti") ?? "\(subject)|\(iat)|\(exp)"
    return AccessClaims(
      user: try await identifier(of: "subject|\(subject)", from: issuer),
      tenant: try tenant(of: role, by: issuer), role: role, issuedAt: issuedAt, expiresAt: expiresAt,
      id: try await identifier(of: "token|\(token)", from: issuer))
  }

  private func tenant(of role: Role, by issuer: OutsideIssuer) throws(AccessTokenFailure) -> Tenant.ID? {
    if role == .platformAdmin { return nil }
    guard claims[issuer.tenantClaim] != nil else { throw .missingClaim }
    guard let name = text(issuer.tenantClaim) else { throw .malformed }
    if let tenants = issuer.tenants {
      guard let tenant = tenants[name] else { throw .notForUs }
      return tenant
    }
    guard let tenant = Tenant.ID(name) else { throw .malformed }
    return tenant
  }

  /// An identifier of version 8 (RFC 9562, section 5.8) made of the issuer and its word, always the same. Ours have
  /// version 7, so an outside issuer can name nobody of ours, whatever it calls its people.
  private func identifier<Subject>(
    of text: String, from issuer: OutsideIssuer
  ) async throws(AccessTokenFailure) -> Identifier<Subject> {
    guard let mark = await hmac(of: text, under: Array(issuer.issuer.utf8)) else { throw .signingFailed }
    let bits = mark.prefix(16).reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    let versionAndVariant: UInt128 = 0xF << 76 | 0b11 << 62
    return Identifier(bits & ~versionAndVariant | 0x8 << 76 | 0b10 << 62)
  }
}
