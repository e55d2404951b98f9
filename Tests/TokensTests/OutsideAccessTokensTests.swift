import Synchronization
import Testing
import Tokens
import VoiceCore

@Suite("Access tokens of an outside issuer")
struct OutsideAccessTokensTests {
  let issuedAt = Timestamp(microseconds: OutsideVectors.issuedAt * 1_000_000)
  let publisher = Publisher()

  func tokens(_ change: (inout OutsideIssuer) -> Void = { _ in }) throws -> OutsideAccessTokens {
    var issuer = try #require(OutsideIssuer(issuer: OutsideVectors.issuer, audience: "voicecore-api"))
    change(&issuer)
    let publisher = publisher
    return OutsideAccessTokens(issuer) { try publisher.fetch($0) }
  }

  // MARK: Good ones

  @Test func `a token of another implementation is understood in our words`() async throws {
    let claims = try await tokens().verify(OutsideVectors.valid.token, at: issuedAt)
    #expect(claims.tenant?.description == OutsideVectors.tenant)
    #expect(claims.role == .agent)
    #expect(claims.issuedAt == issuedAt && claims.expiresAt == issuedAt + .seconds(900))
    #expect(publisher.asked == [Publisher.description, Publisher.keys])
  }

  @Test func `of several roles the one that may do most counts`() async throws {
    #expect(try await tokens().verify(OutsideVectors.severalRoles.token, at: issuedAt).role == .supervisor)
  }

  @Test func `a person is always the same, another is another, and none is one of ours`() async throws {
    let tokens = try tokens()
    let ada = try await tokens.verify(OutsideVectors.valid.token, at: issuedAt).user
    #expect(try await tokens.verify(OutsideVectors.plainType.token, at: issuedAt).user == ada)
    #expect(try await tokens.verify(OutsideVectors.otherSubject.token, at: issuedAt).user != ada)
    let impostor = try await tokens.verify(OutsideVectors.ourUser.token, at: issuedAt).user
    #expect(impostor.description != TokenVectors.user)
    for user in [ada, impostor] {
      let text = Array(user.description)
      #expect(text[14] == "8" && "89ab".contains(text[19]))
    }
  }

  @Test func `names of claims and roles are settings`() async throws {
    let claims = try await tokens { $0.roles = ["agent": .tenantAdmin] }.verify(
      OutsideVectors.valid.token, at: issuedAt)
    #expect(claims.role == .tenantAdmin)
    let otherClaim = try tokens { $0.tenantClaim = "org" }
    await #expect(throws: AccessTokenFailure.missingClaim) {
      try await otherClaim.verify(OutsideVectors.valid.token, at: issuedAt)
    }
  }

  @Test func `where it is said which tenants an issuer may name, it names no other, whatever its tokens say`()
    async throws
  {
    let ours: Tenant.ID = Identifier(7)
    let mapped = try tokens { $0.tenants = [OutsideVectors.tenant: ours] }
    #expect(try await mapped.verify(OutsideVectors.valid.token, at: issuedAt).tenant == ours)
    for names in [[:], ["acme": ours]] {
      let other = try tokens { $0.tenants = names }
      await #expect(throws: AccessTokenFailure.notForUs) {
        try await other.verify(OutsideVectors.valid.token, at: issuedAt)
      }
    }
  }

  @Test func `a platform administrator comes from outside only where it is said so`() async throws {
    let token = OutsideVectors.platformAdmin.token
    await #expect(throws: AccessTokenFailure.notForUs) { try await tokens().verify(token, at: issuedAt) }
    let allowed = try await tokens { $0.roles["platform_admin"] = .platformAdmin }.verify(token, at: issuedAt)
    #expect(allowed.role == .platformAdmin && allowed.tenant == nil)
  }

  // MARK: Refusals

  @Test(arguments: [
    OutsideVectors.withoutTenant, OutsideVectors.withoutRole, OutsideVectors.withoutExp, OutsideVectors.withoutIat,
    OutsideVectors.withoutSub, OutsideVectors.withoutKid,
  ])
  func `a missing claim is named as such`(vector: TokenVector) async throws {
    await expect(.missingClaim, of: vector)
  }

  @Test(arguments: [
    OutsideVectors.otherIssuer, OutsideVectors.otherAudience, OutsideVectors.noRole, OutsideVectors.tooLong,
  ])
  func `a token for others, for no role of ours or for days is not for us`(vector: TokenVector) async throws {
    await expect(.notForUs, of: vector)
  }

  @Test(arguments: [
    OutsideVectors.tenantNoUUID, OutsideVectors.expAsText, OutsideVectors.critical, OutsideVectors.idToken,
    TokenVector("empty", ""), TokenVector("no JSON", "Zm9v.Zm9v.Zm9v"),
    TokenVector("too long", String(repeating: "A", count: 5000)),
  ])
  func `a token that makes no sense is malformed`(vector: TokenVector) async throws {
    await expect(.malformed, of: vector)
  }

  @Test(arguments: [
    OutsideVectors.algorithmNone, OutsideVectors.publicKeyAsSecret, OutsideVectors.ps256, OutsideVectors.namedES256,
    OutsideVectors.unknownKid,
  ])
  func `none, the public key as a secret, another algorithm and an unknown key are refused`(
    vector: TokenVector
  ) async throws {
    await expect(.badSignature, of: vector)
  }

  @Test func `a token is good between its times and no longer`() async throws {
    let tokens = try tokens()
    let end = issuedAt + .seconds(900)
    for moment in [issuedAt - .seconds(60), end + .milliseconds(59_999)] {
      _ = try await tokens.verify(OutsideVectors.valid.token, at: moment)
    }
    for moment in [issuedAt - .milliseconds(60_001), end + .seconds(60)] {
      await #expect(throws: AccessTokenFailure.expired) {
        try await tokens.verify(OutsideVectors.valid.token, at: moment)
      }
    }
    await expect(.expired, of: OutsideVectors.notYet)
  }

  @Test func `not one character of a token can be changed`() async throws {
    let tokens = try tokens()
    let token = OutsideVectors.valid.token
    var accepted = 0
    for index in token.indices {
      for other in ["A", "b"] where token[index] != Character(other) {
        let changed = token[..<index] + other + token[token.index(after: index)...]
        if (try? await tokens.verify(String(changed), at: issuedAt)) != nil { accepted += 1 }
      }
    }
    #expect(accepted == 0)
    #expect(publisher.asked.count == 2)
  }

  // MARK: The issuer's keys

  @Test func `keys that can't be used are left out and spoil nothing`() async throws {
    publisher.publish(
      Publisher.rsa("r1"), #"{"kty":"oct","kid":"s","k":"AAAA","alg":"HS256"}"#, #"{"kty":"new","kid":"n"}"#,
      #"{"kid":"x"}"#, Publisher.rsa("e", more: #","use":"enc""#))
    _ = try await tokens().verify(OutsideVectors.valid.token, at: issuedAt)
  }

  @Test(arguments: [
    Publisher.rsa("r1", more: #","use":"enc""#), Publisher.rsa("r1", more: #","d":"AQAB""#),
    Publisher.rsa("r1", more: #","alg":"PS256""#), Publisher.rsa("r1", more: #","alg":"HS256""#),
    Publisher.rsa("r1") + "," + Publisher.rsa("r1"), #"{"kty":"oct","kid":"r1","k":"AAAA"}"#, "",
  ])
  func `a key for something else, a private one or one of two alike opens nothing`(key: String) async throws {
    publisher.publish(key)
    await expect(.badSignature, of: OutsideVectors.valid)
  }

  @Test func `unknown keys are asked for once a minute, whatever comes`() async throws {
    let tokens = try tokens()
    _ = try await tokens.verify(OutsideVectors.valid.token, at: issuedAt)
    #expect(publisher.asked.count == 2)
    for second in 0..<180 {
      let moment = issuedAt + .seconds(second)
      _ = try? await tokens.verify(OutsideVectors.unknownKid.token, at: moment)
    }
    #expect(publisher.asked.count == 2 + 2 * 2)
  }

  @Test func `a key that is published later is found within a minute`() async throws {
    let tokens = try tokens()
    publisher.publish(Publisher.rsa("r0"))
    await #expect(throws: AccessTokenFailure.badSignature) {
      try await tokens.verify(OutsideVectors.valid.token, at: issuedAt)
    }
    publisher.publish(Publisher.rsa("r1"))
    _ = try await tokens.verify(OutsideVectors.valid.token, at: issuedAt + .seconds(60))
  }

  @Test func `a key that is withdrawn opens nothing after an hour`() async throws {
    // A long-lived token, so that the key's end and not the token's is seen.
    let tokens = try tokens()
    _ = try await tokens.verify(OutsideVectors.valid.token, at: issuedAt)
    publisher.publish(Publisher.rsa("r2"))
    await #expect(throws: AccessTokenFailure.badSignature) {
      try await tokens.verify(OutsideVectors.valid.token, at: issuedAt + .seconds(3600))
    }
  }

  @Test func `while the issuer is away its keys stay good, for a day`() async throws {
    let tokens = try tokens()
    _ = try await tokens.verify(OutsideVectors.valid.token, at: issuedAt)
    publisher.set(isAway: true)
    // The token's own time is over by then: `expired`, and not `badSignature`, says that the key was still good.
    await #expect(throws: AccessTokenFailure.expired) {
      try await tokens.verify(OutsideVectors.valid.token, at: issuedAt + .seconds(86_399))
    }
    await #expect(throws: AccessTokenFailure.badSignature) {
      try await tokens.verify(OutsideVectors.valid.token, at: issuedAt + .seconds(86_400))
    }
  }

  @Test func `many at once fetch once`() async throws {
    let tokens = try tokens()
    let moment = issuedAt
    let good = await withTaskGroup(of: Bool.self) { group in
      for _ in 0..<20 {
        group.addTask { (try? await tokens.verify(OutsideVectors.valid.token, at: moment)) != nil }
      }
      return await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
    }
    #expect(good == 20 && publisher.asked.count == 2)
  }

  @Test(arguments: [
    #"{"issuer":"https://other.example","jwks_uri":"https://id.example/keys"}"#,
    #"{"issuer":"https://id.example","jwks_uri":"http://id.example/keys"}"#,
    #"{"issuer":"https://id.example","jwks_uri":"http://127.0.0.1/keys"}"#,
    #"{"issuer":"https://id.example","jwks_uri":"file:///keys"}"#, #"{"issuer":"https://id.example"}"#, "", "[]",
    "{" + String(repeating: " ", count: 300_000) + "}",
  ])
  func `a description of somebody else, or one that leads astray, gives no keys`(description: String) async throws {
    publisher.describe(description)
    await expect(.badSignature, of: OutsideVectors.valid)
    #expect(publisher.asked == [Publisher.description])
  }

  @Test(arguments: [
    ("https://id.example", true), ("https://id.example/realm/", true), ("http://127.0.0.1:9000", true),
    ("http://localhost/x", true), ("http://[::1]:80/", true), ("http://id.example", false), ("https://", false),
    ("http://localhost.evil.example", false), ("http://127.0.0.1:80@evil.example", false), ("id.example", false),
    ("https://id.example?x", false), ("https://id.example#x", false), ("https://id .example", false), ("", false),
  ])
  func `an issuer is an address over TLS, or on this machine`(issuer: String, isOne: Bool) {
    #expect((OutsideIssuer(issuer: issuer, audience: "a") != nil) == isOne)
  }

  // MARK: Beside our own

  @Test func `our own tokens and the issuer's both verify, and only ours are issued`() async throws {
    let own = try await JWTAccessTokens(SigningKeys(setting: TokenVectors.secret), issuer: TokenVectors.issuer)
    let both = AnyAccessTokens(own: own, outside: try tokens())
    #expect(try await both.verify(TokenVectors.valid.token, at: issuedAt).user.description == TokenVectors.user)
    #expect(publisher.asked.isEmpty)
    let theirs = try await both.verify(OutsideVectors.valid.token, at: issuedAt)
    let again = try await both.issue(theirs)
    #expect(own.knowsKey(of: again))
    #expect(try await own.verify(again, at: issuedAt) == theirs)
    await #expect(throws: AccessTokenFailure.badSignature) {
      try await AnyAccessTokens(own: own, outside: nil).verify(OutsideVectors.plainType.token, at: issuedAt)
    }
  }

  @Test func `a key of ours is judged by us alone, though the issuer publishes one of that name`() async throws {
    let name = "hs-tpgpLEli5E1EAP15"
    publisher.publish(Publisher.rsa(name))
    let own = try await JWTAccessTokens(SigningKeys(setting: TokenVectors.secret), issuer: TokenVectors.issuer)
    let both = AnyAccessTokens(own: own, outside: try tokens())
    #expect(try await both.verify(TokenVectors.valid.token, at: issuedAt).user.description == TokenVectors.user)
    #expect(publisher.asked.isEmpty)
  }

  // MARK: Parts

  func expect(_ failure: AccessTokenFailure, of vector: TokenVector) async {
    await #expect(throws: failure) { try await tokens().verify(vector.token, at: issuedAt) }
  }
}

/// An issuer's two documents, and who asked for them.
final class Publisher: Sendable {
  struct Away: Error {}

  static let description = "https://id.example/.well-known/openid-configuration"
  static let keys = "https://id.example/keys"

  private struct State {
    var documents = [
      description: #"{"issuer":"https://id.example","jwks_uri":"https://id.example/keys"}"#,
      keys: "{\"keys\":[\(rsa("r1"))]}",
    ]
    var asked: [String] = []
    var isAway = false
  }

  private let state = Mutex(State())

  var asked: [String] { state.withLock { $0.asked } }

  func set(isAway: Bool) { state.withLock { $0.isAway = isAway } }
  func describe(_ text: String) { state.withLock { $0.documents[Self.description] = text } }
  func publish(_ keys: String...) {
    state.withLock { $0.documents[Self.keys] = "{\"keys\":[\(keys.joined(separator: ","))]}" }
  }

  func fetch(_ address: String) throws -> [UInt8] {
    try state.withLock { state in
      state.asked.append(address)
      guard !state.isAway, let document = state.documents[address] else { throw Away() }
      return Array(document.utf8)
    }
  }

  /// The vectors' public key under this name.
  static func rsa(_ name: String, more: String = "") -> String {
    "{\"kty\":\"RSA\",\"kid\":\"\(name)\",\"n\":\"\(OutsideVectors.modulus)\",\"e\":\"AQAB\"\(more)}"
  }
}
