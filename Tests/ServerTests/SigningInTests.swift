import Server
import Synchronization
import Testing
import VoiceCore
import Web

@Suite("Signing in over HTTP")
struct SigningInTests {
  static func body(domain: String = "one.example", email: String = "ada@one.example", _ more: String = "") -> String {
    #"{"domain":"\#(domain)","email":"\#(email)","password":"correct horse"\#(more)}"#
  }

  @Test func `the right password gives a bearer token that opens the API`() async throws {
    let company = try await Company().provisioned()
    let response = await company.post("/v1/auth/login", Self.body())
    #expect(response.status == .ok)
    let tree = try response.tree
    #expect(Set(tree.members.keys) == ["access_token", "expires_in", "refresh_token", "token_type"])
    #expect(tree["token_type"] == .text("Bearer"))
    #expect(tree["expires_in"] == .number(900))
    let list = await company.get("/v1/calls", token: try #require(tree["access_token"]?.text))
    #expect(list.status == .ok)
  }

  @Test func `everything that is wrong has one answer`() async throws {
    let company = try await Company().provisioned()
    let wrong = [
      Self.body(domain: "two.example"), Self.body(domain: "none.example"), Self.body(domain: "no domain"),
      Self.body(email: "bob@one.example"), Self.body(email: "nonsense"),
      #"{"domain":"one.example","email":"ada@one.example","password":"wrong"}"#,
    ]
    let answers = await wrong.asyncMap { await company.post("/v1/auth/login", $0) }
    #expect(Set(answers.map { String(decoding: $0.body, as: UTF8.self) }).count == 1)
    for answer in answers {
      #expect(answer.problem == "401 Not signed in")
      #expect(answer.headers["WWW-Authenticate"] == "Bearer")
    }
  }

  @Test(arguments: [
    (body(domain: "one.example", ",\"extra\":1"), "400 Malformed body (extra)"),
    (#"{"domain":"one.example","email":"ada@one.example"}"#, "400 Malformed body (password)"),
    (#"{"domain":1,"email":"a","password":"b"}"#, "400 Malformed body (domain)"),
    (#"{"domain":null,"email":"a","password":"b"}"#, "400 Malformed body (domain)"),
    ("[]", "400 Malformed body"), ("", "400 Malformed body"), ("{", "400 Malformed body"),
    (String(repeating: "[", count: 100_000), "400 Malformed body"),
  ])
  func `a body that isn't what was asked for is 400 and names the field`(json: String, problem: String) async throws {
    let company = try await Company().provisioned()
    #expect(await company.post("/v1/auth/login", json).problem == problem)
  }

  @Test func `another media type is 415, parameters of ours are fine`() async throws {
    let company = try await Company().provisioned()
    let text = await company.post("/v1/auth/login", Self.body(), type: "text/plain")
    #expect(text.status == .unsupportedMediaType)
    let parameter = await company.post("/v1/auth/login", Self.body(), type: "Application/JSON; charset=utf-8")
    #expect(parameter.status == .ok)
  }

  @Test func `when too many are checked at once, a client learns when to come again`() async throws {
    let company = try await Company().provisioned()
    company.passwords.isFull.withLock { $0 = true }
    let response = await company.post("/v1/auth/login", Self.body())
    #expect(response.status == .unavailable)
    #expect(response.headers["Retry-After"] == "1")
  }

  @Test func `a store out of reach is 503 as well`() async throws {
    let company = try await Company(store: UnreachableStore())
    #expect(await company.post("/v1/auth/login", Self.body()).status == .unavailable)
  }

  @Test func `too many wrong passwords are 429, which says when to come again, and the right one then enters`()
    async throws
  {
    let company = try await Company().provisioned()
    let wrong = #"{"domain":"one.example","email":"ada@one.example","password":"wrong"}"#
    for _ in 1...4 { #expect(await company.post("/v1/auth/login", wrong).status == .unauthorized) }
    let slowed = await company.post("/v1/auth/login", Self.body())
    #expect(slowed.problem == "429 Too many attempts")
    #expect(slowed.headers["Retry-After"] == "1")
    company.time.pass(.seconds(1))
    #expect(await company.post("/v1/auth/login", Self.body()).status == .ok)
  }

  @Test func `a device that signed in before isn't slowed by what others try`() async throws {
    let company = try await Company().provisioned()
    let first = await company.post("/v1/auth/login", Self.body())
    #expect(first.headers["Cache-Control"] == "no-store")
    let field = try #require(first.headers["Set-Cookie"])
    for attribute in ["; HttpOnly", "; SameSite=Strict", "; Secure", "; Path=/v1/auth"] {
      #expect(field.contains(attribute))
    }
    let wrong = #"{"domain":"one.example","email":"ada@one.example","password":"wrong"}"#
    for _ in 1...4 { _ = await company.post("/v1/auth/login", wrong) }
    #expect(await company.post("/v1/auth/login", Self.body()).status == .tooManyRequests)
    let cookie = try #require(field.split(separator: ";").first.map(String.init))
    #expect(await company.post("/v1/auth/login", Self.body(), cookie: cookie + "0").status == .tooManyRequests)
    let twice = await company.post("/v1/auth/login", Self.body(), cookie: "\(cookie); \(cookie)")
    #expect(twice.status == .tooManyRequests)
    #expect(await company.post("/v1/auth/login", Self.body(), cookie: "a=b; \(cookie)").status == .ok)
    let plain = try await Company(isSecure: false).provisioned()
    let field2 = try #require(await plain.post("/v1/auth/login", Self.body()).headers["Set-Cookie"])
    #expect(!field2.contains("Secure"))
  }

  /// A session's tokens, or the problem.
  static func tokens(_ response: Response) throws -> (access: String, shown: String) {
    let tree = try response.tree
    let refresh = try #require(tree["refresh_token"]?.text, "\(response.problem)")
    return (try #require(tree["access_token"]?.text), #"{"refresh_token":"\#(refresh)"}"#)
  }

  @Test func `a refresh token gives the next pair, once, and shown again later it ends the session`() async throws {
    let company = try await Company().provisioned()
    let first = try Self.tokens(await company.post("/v1/auth/login", Self.body()))
    let second = try Self.tokens(await company.post("/v1/auth/refresh", first.shown))
    #expect(second != first)
    #expect(await company.get("/v1/calls", token: second.access).status == .ok)
    company.time.pass(.seconds(31))
    let reused = await company.post("/v1/auth/refresh", first.shown)
    #expect(reused.problem == "401 Not signed in")
    #expect(reused.headers["WWW-Authenticate"] == "Bearer")
    #expect(await company.post("/v1/auth/refresh", second.shown).status == .unauthorized)
  }

  @Test func `after signing out nothing is renewed, and twice is as good as once`() async throws {
    let company = try await Company().provisioned()
    let tokens = try Self.tokens(await company.post("/v1/auth/login", Self.body()))
    for _ in 1...2 { #expect(await company.post("/v1/auth/logout", tokens.shown).status == .noContent) }
    #expect(await company.post("/v1/auth/refresh", tokens.shown).status == .unauthorized)
  }

  @Test(arguments: ["/v1/auth/refresh", "/v1/auth/logout"])
  func `a refresh token is shown as JSON and as nothing else`(path: String) async throws {
    let company = try await Company()
    #expect(await company.post(path, "{}").problem == "400 Malformed body (refresh_token)")
    #expect(await company.post(path, #"{"refresh_token":"a","b":1}"#).problem == "400 Malformed body (b)")
    #expect(await company.post(path, "{}", type: "text/plain").status == .unsupportedMediaType)
    let away = try await Company(store: UnreachableStore())
    #expect(await away.post(path, #"{"refresh_token":"vcr_a.b"}"#).status == .unavailable)
  }
}

extension Sequence {
  func asyncMap<Mapped>(_ transform: (Element) async -> Mapped) async -> [Mapped] {
    var mapped: [Mapped] = []
    for element in self { mapped.append(await transform(element)) }
    return mapped
  }
}
