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
    #expect(Set(tree.members.keys) == ["access_token", "expires_in", "token_type"])
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

  @Test(arguments: ["/v1/auth/refresh", "/v1/auth/logout"])
  func `what isn't there yet says so`(path: String) async throws {
    let company = try await Company()
    #expect(await company.post(path, "{}").problem == "501 Not available yet")
  }
}

extension Sequence {
  func asyncMap<Mapped>(_ transform: (Element) async -> Mapped) async -> [Mapped] {
    var mapped: [Mapped] = []
    for element in self { mapped.append(await transform(element)) }
    return mapped
  }
}
