import Server
import Testing
import VoiceCore
import Web

@Suite("Tenants over HTTP")
struct TenantRouteTests {
  static func body(_ domain: String = "new.example", more: String = "") -> String {
    #"{"name":"New & Söhne","domain":"\#(domain)","customer_service":"+14155550177","#
      + #""phone_numbers":["+14155550178"],"admin_email":"eve@\#(domain)"\#(more)}"#
  }

  static func login(_ password: String, at domain: String = "new.example") -> String {
    #"{"domain":"\#(domain)","email":"eve@\#(domain)","password":"\#(password)"}"#
  }

  @Test func `a tenant is made, its administrator signs in, it is deleted, and nobody answers for it any more`()
    async throws
  {
    let company = try await Company().provisioned()
    let root = try await company.token(of: nil, role: .platformAdmin)
    let made = await company.send(.post, "/v1/tenants", Self.body(), token: root)
    #expect(made.status == .created)
    #expect(made.headers["Cache-Control"] == "no-store")
    let path = try #require(made.headers["Location"])
    let tenant = try made.tree
    let password = try #require(tenant["admin_password"]?.text)
    let session = try SigningInTests.tokens(await company.post("/v1/auth/login", Self.login(password)))
    let own = await company.get("/v1/tenant", token: session.access)
    #expect(try own.tree["name"] == .text("New & Söhne"))
    #expect(try own.tree["admin_password"] == nil)
    let key = await company.send(
      .post, "/v1/api-keys", #"{"name":"CRM","scopes":["calls:read"]}"#, token: session.access)
    let secret = try #require(try key.tree["secret"]?.text)
    #expect(await company.get("/v1/calls", token: secret).status == .ok)

    let deleted = await company.send(.delete, path, token: root)
    #expect(deleted.status == .accepted)
    #expect(try deleted.tree["state"] == .text("closing"))
    #expect(await company.get("/v1/tenant", token: session.access).status == .unauthorized)
    #expect(await company.get("/v1/calls", token: secret).status == .unauthorized)
    #expect(await company.post("/v1/auth/refresh", session.shown).status == .unauthorized)
    #expect(await company.post("/v1/auth/login", Self.login(password)).status == .unauthorized)
    #expect(await company.send(.delete, path, token: root).status == .notFound)
    let id = try #require(tenant["id"]?.text)
    let named = await company.get("/v1/calls", token: root, Headers.Field("VoiceCore-Tenant", id))
    #expect(named.status == .notFound)
    #expect(await company.send(.post, "/v1/tenants", Self.body(), token: root).problem == "409 Taken (domain)")

    guard case .erased = try await company.erase(try #require(Tenant.ID(id))) else {
      Issue.record("the sweep didn't come to its end")
      return
    }
    let shown = try await company.get(path, token: root).tree
    #expect(shown["state"] == .text("erased") && shown["name"] == .null)
    #expect(shown["erasure"]?["counts"]?.items.isEmpty == false)
    #expect(await company.send(.post, "/v1/tenants", Self.body(), token: root).status == .created)
    #expect(await company.get("/v1/calls", token: try await company.token(of: company.one)).status == .ok)
  }

  @Test func `tenants are listed in pages, by id`() async throws {
    let company = try await Company().provisioned()
    let root = try await company.token(of: nil, role: .platformAdmin)
    #expect(await company.send(.post, "/v1/tenants", Self.body(), token: root).status == .created)
    var seen: [String] = []
    var query = "limit=2"
    for _ in 1...3 {
      let page = try await company.get("/v1/tenants", query: query, token: root).tree
      seen += page["data"]?.items.compactMap { $0["domain"]?.text } ?? []
      guard let next = page["next_cursor"]?.text else { break }
      query = "limit=2&cursor=\(next)"
    }
    #expect(seen.sorted() == ["new.example", "one.example", "two.example"])
  }

  @Test(arguments: [
    (body("one.example"), "409 Taken (domain)"), (body("no domain"), "422 Not acceptable (domain)"),
    (body(more: #","admin_password":"short""#), "422 Not acceptable (admin_password)"),
    (body(more: #","language":"x""#), "422 Not acceptable (language)"),
    (body(more: #","extra":1"#), "400 Malformed body (extra)"),
    (
      #"{"name":"\n","domain":"new.example","customer_service":"+14155550177","admin_email":"eve@new.example"}"#,
      "422 Not acceptable (name)"
    ),
  ])
  func `what can't be made says why, and nothing is there`(json: String, problem: String) async throws {
    let company = try await Company().provisioned()
    let root = try await company.token(of: nil, role: .platformAdmin)
    #expect(await company.send(.post, "/v1/tenants", json, token: root).problem == problem)
    #expect(try await company.store.platform.tenants() == [company.one, company.two])
  }

  @Test func `a taken number takes nothing`() async throws {
    let company = try await Company().provisioned()
    let root = try await company.token(of: nil, role: .platformAdmin)
    let taken = Self.body().replacing("+14155550178", with: "+14155550101")
    #expect(await company.send(.post, "/v1/tenants", taken, token: root).problem == "409 Taken (phone_numbers)")
    #expect(await company.send(.post, "/v1/tenants", Self.body(), token: root).status == .created)
  }

  @Test func `only the platform's administrators see tenants, and a tenant changes its own name`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let others: [(Web.Method, String)] = [
      (.get, "/v1/tenants"), (.post, "/v1/tenants"), (.get, "/v1/tenants/\(company.two)"),
    ]
    for (method, path) in others {
      #expect(await company.send(method, path, token: admin).status == .forbidden)
    }
    #expect(await company.send(.delete, "/v1/tenants/\(company.one)", token: admin).status == .forbidden)
    let changed = await company.send(.patch, "/v1/tenant", #"{"name":"Uno","language":"es"}"#, token: admin)
    #expect(try changed.tree["name"] == .text("Uno") && changed.tree["language"] == .text("es"))
    #expect(
      await company.send(.patch, "/v1/tenant", #"{"name":""}"#, token: admin).problem == "422 Not acceptable (name)")
    let agent = try await company.token(of: company.one, role: .agent)
    #expect(await company.send(.patch, "/v1/tenant", #"{"name":"Mine"}"#, token: agent).status == .forbidden)
    #expect(await company.get("/v1/tenant", token: agent).status == .ok)
  }

  @Test func `a tenant at which platform administrators sign in isn't deleted`() async throws {
    let company = try await Company().provisioned()
    let root = try await company.token(of: nil, role: .platformAdmin)
    let made = await company.send(
      .post, "/v1/users", UserRouteTests.body("root@one.example", role: "platform_admin"),
      token: try await company.token(of: nil, role: .platformAdmin), as: company.one)
    #expect(made.status == .created)
    let refused = await company.send(.delete, "/v1/tenants/\(company.one)", token: root)
    #expect(refused.problem == "409 Holds platform administrators")
    #expect(await company.get("/v1/tenants/\(company.one)", token: root).status == .ok)
  }

  @Test func `what a session with the AI may cost is chosen, and named where it can't be`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    #expect(try await company.get("/v1/settings", token: admin).tree["ai_session"]?["cost_cents"] == .null)
    let changed = await company.send(
      .patch, "/v1/settings", #"{"ai_session":{"cost_cents":200,"length_seconds":600}}"#, token: admin)
    #expect(changed.status == .ok)
    #expect(try changed.tree["ai_session"]?["cost_cents"] == .number(200))
    let again = await company.send(.patch, "/v1/settings", #"{"ai_session":{"cost_cents":100}}"#, token: admin)
    #expect(try again.tree["ai_session"]?["length_seconds"] == .null, "the part is said as a whole")
    let odd = await company.send(.patch, "/v1/settings", #"{"ai_session":{"length_seconds":5}}"#, token: admin)
    #expect(odd.status == .unprocessable)
    #expect(try odd.tree["field"] == .text("ai_session/length_seconds"))
  }
}
