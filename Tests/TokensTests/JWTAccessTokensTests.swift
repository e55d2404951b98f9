import Testing
import Tokens
import VoiceCore

@Suite("Access tokens as JWTs")
struct JWTAccessTokensTests {
  let issuedAt = Timestamp(microseconds: TokenVectors.issuedAt * 1_000_000)

  func claims(role: Role = .agent, tenant: String? = TokenVectors.tenant) throws -> AccessClaims {
    AccessClaims(
      user: try #require(User.ID(TokenVectors.user)), tenant: tenant.flatMap { Tenant.ID($0) }, role: role,
      issuedAt: issuedAt, expiresAt: issuedAt + AccessClaims.lifetime,
      id: try #require(Identifier<AccessClaims>(TokenVectors.id)))
  }

  func shared() async throws -> JWTAccessTokens {
    try await JWTAccessTokens(SigningKeys(setting: TokenVectors.secret), issuer: TokenVectors.issuer)
  }

  func elliptic(_ setting: String = KeyVectors.sec1P256) async throws -> JWTAccessTokens {
    try await JWTAccessTokens(SigningKeys(setting: setting), issuer: TokenVectors.issuer)
  }

  // MARK: Good ones

  @Test func `what is issued verifies and says the same`() async throws {
    for tokens in [try await shared(), try await elliptic()] {
      for claims in [try claims(), try claims(role: .platformAdmin, tenant: nil)] {
        let token = try await tokens.issue(claims)
        #expect(try await tokens.verify(token, at: issuedAt) == claims)
        #expect(token.utf8.count < JWTAccessTokens.maximumBytes)
      }
    }
  }

  @Test(arguments: [TokenVectors.valid, TokenVectors.audienceList])
  func `another implementation's tokens verify`(vector: TokenVector) async throws {
    #expect(try await shared().verify(vector.token, at: issuedAt) == claims())
  }

  @Test func `another implementation's platform administrator has no tenant`() async throws {
    let claims = try await shared().verify(TokenVectors.platformAdmin.token, at: issuedAt)
    #expect(claims.tenant == nil && claims.role == .platformAdmin)
  }

  @Test func `after a rotation the old key still verifies and the new one signs`() async throws {
    let old = try await elliptic()
    let new = try await elliptic(SigningKeys.newKeyPEM() + "\n" + KeyVectors.sec1P256)
    #expect(try await new.verify(old.issue(claims()), at: issuedAt) == claims())
    await #expect(throws: AccessTokenFailure.badSignature) {
      try await old.verify(new.issue(claims()), at: issuedAt)
    }
  }

  // MARK: Time

  @Test func `a token is good until a minute after its end and from a minute before its beginning`() async throws {
    let tokens = try await shared()
    let end = issuedAt + AccessClaims.lifetime
    for moment in [issuedAt - .seconds(60), end, end + .milliseconds(59_999)] {
      #expect(try await tokens.verify(TokenVectors.valid.token, at: moment) == claims())
    }
    for moment in [issuedAt - .milliseconds(60_001), end + .seconds(60), end + .seconds(86_400)] {
      await #expect(throws: AccessTokenFailure.expired) {
        try await tokens.verify(TokenVectors.valid.token, at: moment)
      }
    }
  }

  // MARK: Refusals

  @Test(arguments: [
    TokenVectors.withoutIss, TokenVectors.withoutAud, TokenVectors.withoutSub, TokenVectors.withoutTenantId,
    TokenVectors.withoutRole, TokenVectors.withoutScope, TokenVectors.withoutExp, TokenVectors.withoutIat,
    TokenVectors.withoutJti, TokenVectors.withoutKid,
  ])
  func `a missing claim is named as such`(vector: TokenVector) async throws {
    await expect(.missingClaim, of: vector)
  }

  @Test(arguments: [TokenVectors.wrongIssuer, TokenVectors.wrongAudience, TokenVectors.wrongScope])
  func `a token for others is not for us`(vector: TokenVector) async throws {
    await expect(.notForUs, of: vector)
  }

  @Test(arguments: [
    TokenVectors.unknownRole, TokenVectors.subjectNoUUID, TokenVectors.giantExpiry, TokenVectors.expiryAsText,
    TokenVectors.critical, TokenVectors.otherType, TokenVectors.algorithmMissing,
    TokenVector("empty", ""), TokenVector("one dot", "."), TokenVector("two dots", ".."),
    TokenVector("two parts", "a.b"), TokenVector("four parts", "a.b.c.d"), TokenVector("no JSON", "Zm9v.Zm9v.Zm9v"),
    TokenVector("too long", String(repeating: "A", count: 5000)),
  ])
  func `a token that makes no sense is malformed`(vector: TokenVector) async throws {
    await expect(.malformed, of: vector)
  }

  @Test(arguments: [
    TokenVectors.algorithmNone, TokenVectors.algorithmNoneSigned, TokenVectors.hs384, TokenVectors.namedES256,
    TokenVectors.unknownKid, TokenVectors.otherSecret,
  ])
  func `none, another algorithm, an unknown key and another secret are refused`(vector: TokenVector) async throws {
    await expect(.badSignature, of: vector)
  }

  @Test func `a token that has itself checked with the public key as a secret is refused`() async throws {
    let tokens = try await elliptic()
    let parts = try await tokens.issue(claims()).split(separator: ".")
    // The header {"alg":"HS256","kid":<the ES256 key>,"typ":"JWT"} over the same claims.
    let name = try #require(tokens.jwks.firstMatch(of: /"kid":"([^"]+)"/)?.1)
    let header = base64url("{\"alg\":\"HS256\",\"kid\":\"\(name)\",\"typ\":\"JWT\"}")
    await #expect(throws: AccessTokenFailure.badSignature) {
      try await tokens.verify("\(header).\(parts[1]).\(parts[2])", at: issuedAt)
    }
  }

  @Test func `not one character of a token can be changed`() async throws {
    for tokens in [try await shared(), try await elliptic()] {
      let token = try await tokens.issue(claims())
      var accepted = 0
      for index in token.indices {
        for other in ["A", "b", "-"] where token[index] != Character(other) {
          let changed = token.replacingCharacters(at: index, with: other)
          if (try? await tokens.verify(changed, at: issuedAt)) != nil { accepted += 1 }
        }
      }
      #expect(accepted == 0)
      for changed in [token + "=", token + "A", " " + token, String(token.dropLast())] {
        #expect((try? await tokens.verify(changed, at: issuedAt)) == nil)
      }
    }
  }

  @Test func `another issuer's or audience's tokens are not for us, though the key is the same`() async throws {
    let keys = try SigningKeys(setting: TokenVectors.secret)
    let ours = try await shared()
    for other in [
      try await JWTAccessTokens(keys, issuer: "https://other.example"),
      try await JWTAccessTokens(keys, issuer: TokenVectors.issuer, audience: "other-api"),
    ] {
      let token = try await other.issue(claims())
      await #expect(throws: AccessTokenFailure.notForUs) { try await ours.verify(token, at: issuedAt) }
    }
  }

  // MARK: The published keys

  @Test func `only public halves are published`() async throws {
    let tokens = try await elliptic(KeyVectors.sec1P256 + "\n\n" + TokenVectors.secret)
    #expect(tokens.jwks.hasPrefix("{\"keys\":[{\"alg\":\"ES256\",\"crv\":\"P-256\",\"kid\":\"es-"))
    #expect(!tokens.jwks.contains("\"d\"") && !tokens.jwks.contains("oct") && !tokens.jwks.contains("hs-"))
    for coordinate in ["x", "y"] {
      let value = try #require(tokens.jwks.firstMatch(of: try Regex("\"\(coordinate)\":\"([A-Za-z0-9_-]{43})\"")))
      #expect(value.output.count == 2)
    }
    #expect(try await shared().jwks == "{\"keys\":[]}")
  }

  // MARK: Parts

  func expect(_ failure: AccessTokenFailure, of vector: TokenVector) async {
    await #expect(throws: failure) { try await shared().verify(vector.token, at: issuedAt) }
  }

  func base64url(_ text: String) -> String {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
    var bits = text.utf8.flatMap { byte in (0..<8).reversed().map { byte >> $0 & 1 } }
    while bits.count % 6 != 0 { bits.append(0) }
    return String(
      stride(from: 0, to: bits.count, by: 6).map { start in
        alphabet[bits[start..<start + 6].reduce(0) { $0 << 1 | Int($1) }]
      })
  }
}

extension String {
  fileprivate func replacingCharacters(at index: Index, with text: String) -> String {
    self[..<index] + text + self[self.index(after: index)...]
  }
}
