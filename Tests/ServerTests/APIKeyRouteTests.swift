import Server
import Testing
import VoiceCore
import Web

@Suite("API keys over HTTP")
struct APIKeyRouteTests {
  static func body(scopes: String = #""calls:read""#, more: String = "") -> String {
    #"{"name":"CRM","scopes":[\#(scopes)]\#(more)}"#
  }

  @Test func `a key is shown once, opens what its scopes say, and nothing after it is revoked`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let made = await company.send(.post, "/v1/api-keys", Self.body(), token: admin)
    #expect(made.status == .created && made.headers["Cache-Control"] == "no-store")
    let secret = try #require(try made.tree["secret"]?.text)
    let path = try #require(made.headers["Location"])
    for shown in [await company.get(path, token: admin), await company.get("/v1/api-keys", token: admin)] {
      #expect(shown.status == .ok && !String(decoding: shown.body, as: UTF8.self).contains(secret))
    }
    let call = try await company.liveCall(of: company.one)
    let list = try await company.get("/v1/calls", token: secret).tree
    #expect(list["data"]?.items.compactMap { $0["id"]?.text } == ["\(call.id)"])
    #expect(await company.get("/v1/calls/\(call.id)/transcript", token: secret).status == .forbidden)
    #expect(await company.get("/v1/api-keys", token: secret).status == .forbidden)
    let used = try await company.get(path, token: admin).tree
    #expect(used["last_used_on"] == .text("2026-01-06"))
    let other = Headers.Field("VoiceCore-Tenant", "\(company.two)")
    #expect(await company.get("/v1/calls", token: secret, other).status == .badRequest)
    #expect(await company.send(.delete, path, token: admin).status == .noContent)
    #expect(await company.send(.delete, path, token: admin).status == .notFound)
    #expect(await company.get("/v1/calls", token: secret).status == .unauthorized)
  }

  @Test func `a key opens nothing once its time is up`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let made = await company.send(.post, "/v1/api-keys", Self.body(more: #","expires_in":60"#), token: admin)
    let secret = try #require(try made.tree["secret"]?.text)
    #expect(await company.get("/v1/calls", token: secret).status == .ok)
    company.time.pass(.seconds(60))
    #expect(await company.get("/v1/calls", token: secret).status == .unauthorized)
  }

  @Test(arguments: [
    (body(scopes: ""), "422 Not acceptable (scopes)"), (body(scopes: #""all""#), "422 Not acceptable (scopes)"),
    (body(scopes: #""users:write""#), "422 Not acceptable (scopes)"),
    (body(scopes: "1"), "400 Malformed body (scopes)"),
    (body(more: #","expires_in":0"#), "400 Malformed body (expires_in)"),
    (body(more: #","extra":0"#), "400 Malformed body (extra)"),
    (#"{"name":"","scopes":["calls:read"]}"#, "422 Not acceptable (name)"),
  ])
  func `what can't be made says why`(json: String, problem: String) async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    #expect(await company.send(.post, "/v1/api-keys", json, token: admin).problem == problem)
  }

  @Test func `while the store is away a key is neither good nor bad`() async throws {
    let company = try await Company(store: UnreachableStore())
    let answer = await company.get("/v1/calls", token: "vc_live_" + String(repeating: "x", count: 43))
    #expect(answer.status == .unavailable && answer.headers["Retry-After"] == "1")
  }
}
