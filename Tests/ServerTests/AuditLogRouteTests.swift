import Server
import Testing
import VoiceCore
import Web

@Suite("The audit log over HTTP")
struct AuditLogRouteTests {
  /// What has to be sent so that an administrative operation comes about. A route that is served and isn't here fails.
  private static func carryOut(_ route: String, in company: Company, as admin: String) async throws -> Response? {
    switch route {
    case "POST /v1/users": return await company.send(.post, "/v1/users", UserRouteTests.body(), token: admin)
    case "PATCH /v1/users/{id}":
      let path = try #require(try await someone(in: company, as: admin))
      return await company.send(.patch, path, #"{"role":"supervisor"}"#, token: admin)
    case "DELETE /v1/users/{id}":
      let path = try #require(try await someone(in: company, as: admin))
      return await company.send(.delete, path, token: admin)
    case "PUT /v1/users/{id}/departments":
      let path = try #require(try await someone(in: company, as: admin))
      let sales: Department.ID = company.ids()
      let number = try #require(PhoneNumber("+14155550101"))
      try await company.store.transaction(for: company.one) { scope throws(StoreFailure) in
        try await scope.save(Department(id: sales, name: "sales", number: number))
      }
      return await company.send(.put, path + "/departments", #"{"departments":["\#(sales)"]}"#, token: admin)
    case "PUT /v1/users/{id}/password":
      let path = try #require(try await someone(in: company, as: admin))
      return await company.send(.put, path + "/password", #"{"password":"another four good words"}"#, token: admin)
    case "POST /v1/users/me/password":
      let path = try #require(try await someone(in: company, as: admin))
      let id = try #require(path.split(separator: "/").last.flatMap { User.ID(String($0)) })
      let own = try await company.tokens.issue(
        AccessClaims(
          user: id, tenant: company.one, role: .agent, issuedAt: company.time.now(),
          expiresAt: company.time.now() + .seconds(60), id: company.ids()))
      let password = try JSON(UserRouteTests.body())["password"]?.text ?? ""
      return await company.send(
        .post, "/v1/users/me/password",
        #"{"current_password":"\#(password)","new_password":"another four good words"}"#, token: own)
    case "PATCH /v1/tenant":
      return await company.send(.patch, "/v1/tenant", #"{"name":"Uno"}"#, token: admin)
    case "PATCH /v1/tenants/{id}":
      let root = try await company.token(of: nil, role: .platformAdmin)
      return await company.send(.patch, "/v1/tenants/\(company.one)", #"{"name":"Uno"}"#, token: root)
    case "POST /v1/api-keys": return await company.send(.post, "/v1/api-keys", APIKeyRouteTests.body(), token: admin)
    case "DELETE /v1/api-keys/{id}":
      let made = await company.send(.post, "/v1/api-keys", APIKeyRouteTests.body(), token: admin)
      return await company.send(.delete, try #require(made.headers["Location"]), token: admin)
    default: return try await setUp(route, in: company, as: admin)
    }
  }

  /// The same, of what a tenant is set up with.
  private static func setUp(_ route: String, in company: Company, as admin: String) async throws -> Response? {
    func made(_ path: String, _ body: String) async throws -> String {
      try #require(await company.send(.post, path, body, token: admin).headers["Location"])
    }
    let rule = #"{"kind":"keyword","value":"warranty"}"#
    let number = #"{"number":"+14155550150"}"#
    switch route {
    case "PATCH /v1/settings":
      return await company.send(.patch, "/v1/settings", #"{"spam_thresholds":{"flag":7}}"#, token: admin)
    case "PATCH /v1/subscription":
      return await company.send(.patch, "/v1/subscription", #"{"at_limit":"refuse"}"#, token: admin)
    case "POST /v1/spam-rules": return await company.send(.post, "/v1/spam-rules", rule, token: admin)
    case "PATCH /v1/spam-rules/{id}":
      return await company.send(.patch, try await made("/v1/spam-rules", rule), #"{"weight":7}"#, token: admin)
    case "DELETE /v1/spam-rules/{id}":
      return await company.send(.delete, try await made("/v1/spam-rules", rule), token: admin)
    case "POST /v1/allow-list": return await company.send(.post, "/v1/allow-list", number, token: admin)
    case "DELETE /v1/allow-list/{id}":
      return await company.send(.delete, try await made("/v1/allow-list", number), token: admin)
    case "POST /v1/spam-reports": return await company.send(.post, "/v1/spam-reports", number, token: admin)
    case "PATCH /v1/spam-reviews/{id}":
      let call = try await company.liveCall(of: company.one)
      _ = try await made("/v1/spam-reports", #"{"call_id":"\#(call.id)"}"#)
      return await company.send(.patch, "/v1/spam-reviews/\(call.id)", #"{"judgement":"spam"}"#, token: admin)
    case "POST /v1/erasures":
      return await company.send(.post, "/v1/erasures", PersonErasureRouteTests.body, token: admin)
    case "POST /v1/exports": return await company.send(.post, "/v1/exports", ExportRouteTests.body, token: admin)
    default:
      if let answer = try await WebhookActs(company: company, admin: admin).carryOut(route) { return answer }
      return try await SwitchboardActs(company, admin).carryOut(route)
    }
  }

  private static func someone(in company: Company, as admin: String) async throws -> String? {
    await company.send(.post, "/v1/users", UserRouteTests.body(), token: admin).headers["Location"]
  }

  @Test func `each administrative operation that is served is told when it comes about, and when it is refused`()
    async throws
  {
    var acts = 0
    for route in try await Company().api.routes {
      let name = "\(route.method.rawValue) \(route.path)"
      // These make and end the log itself: see below.
      guard !["POST /v1/tenants", "DELETE /v1/tenants/{id}"].contains(name) else { continue }
      guard let act = APIOperation.at(name)?.act else { continue }
      acts += 1
      let company = try await Company().provisioned()
      let admin = try await company.token(of: company.one, role: .tenantAdmin)
      let done = try await Self.carryOut(name, in: company, as: admin)
      let answer = try #require(done, "\(name) is served, and nobody tried whether it is audited")
      #expect((200...299).contains(answer.status.code), "\(name): \(answer.problem)")
      let told = try await company.audited(company.one)
      #expect(told.last?.action == act && told.last?.outcome == .done, "\(name)")
      // Everybody may change their own password, and report a caller.
      guard act != .changePassword, act != .reportSpam else { continue }
      let agent = try await company.token(of: company.one, role: .agent)
      let path = route.path.replacing("{id}", with: AccessRouteTests.id)
      for _ in 1...3 { #expect(await company.send(route.method, path, token: agent).status == .forbidden) }
      let after = try await company.audited(company.one)
      #expect(after.dropFirst(told.count).map(\.outcome) == [.refused], "\(name)")
      #expect(after.last?.action == act, "\(name)")
      #expect(try await company.audited(company.two) == [])
    }
    #expect(acts == 49)
  }

  @Test func `a tenant's log begins with its making and ends with its deletion, whose head is kept`() async throws {
    let company = try await Company().provisioned()
    let root = try await company.token(of: nil, role: .platformAdmin)
    let made = await company.send(.post, "/v1/tenants", TenantRouteTests.body(), token: root)
    let tenant = try #require(try made.tree["id"]?.text.flatMap { Tenant.ID($0) })
    #expect(try await company.audited(tenant).map(\.action) == [.provisionTenant])
    #expect(await company.send(.delete, "/v1/tenants/\(tenant)", token: root).status == .accepted)
    #expect(try await company.store.erasure.closure(of: tenant)?.auditHead?.position == 2)
  }

  @Test func `a key that reaches for administration is told by its id, and reading is no act`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let made = await company.send(.post, "/v1/api-keys", APIKeyRouteTests.body(), token: admin)
    let secret = try #require(try made.tree["secret"]?.text)
    #expect(await company.get("/v1/users", token: secret).status == .forbidden)
    #expect(await company.send(.post, "/v1/users", UserRouteTests.body(), token: secret).status == .forbidden)
    let log = try await company.get("/v1/audit-log", token: admin).tree["data"]?.items ?? []
    #expect(log.compactMap { $0["action"]?.text } == ["user.add", "api_key.issue"])
    #expect(log[0]["outcome"] == .text("refused") && log[0]["subject"] == .null)
    #expect(log[0]["actor"] == .object(["kind": .text("api_key"), "id": log[1]["subject"]?["id"] ?? .null]))
  }

  @Test func `who works on another tenant's administration is told in their own`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let answer = await company.router.respond(
      to: Request(
        .delete, "/v1/users/\(AccessRouteTests.id)",
        headers: ["Authorization": "Bearer \(admin)", "VoiceCore-Tenant": "\(company.two)"], body: [], id: "r-1"))
    #expect(answer.status == .badRequest)
    #expect(try await company.audited(company.one).map(\.outcome) == [.refused])
    #expect(try await company.audited(company.two) == [])
  }

  @Test func `pages go from the newest to the oldest and leave nothing out, within the span that is asked for`()
    async throws
  {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    for _ in 1...7 {
      #expect(await company.send(.post, "/v1/api-keys", APIKeyRouteTests.body(), token: admin).status == .created)
      company.time.pass(.seconds(60))
    }
    var positions: [JSON] = []
    var cursor: String?
    repeat {
      let query = "limit=3" + (cursor.map { "&cursor=\($0)" } ?? "")
      let page = try await company.get("/v1/audit-log", query: query, token: admin).tree
      positions += page["data"]?.items.compactMap { $0["position"] } ?? []
      cursor = page["next_cursor"]?.text
    } while cursor != nil
    #expect(positions == (1...7).reversed().map { .number(Double($0)) })
    // Made at 10:00, 10:01 and so on; offsets and fractions are read.
    for (query, wanted) in [
      ("from=2026-01-06T10:05:00Z", [7, 6]), ("from=2026-01-06T11:05:00.000001%2B01:00", [7]),
      ("to=2026-01-06T10:02:00Z", [2, 1]), ("to=2026-01-06t10:02:00.5z", [3, 2, 1]),
      ("from=2026-01-06T10:01:00Z&to=2026-01-06T10:04:00Z", [4, 3, 2]),
      ("from=2026-01-06T10:01:00Z&to=2026-01-06T10:01:00Z", []), ("from=2026-01-07T00:00:00Z", []),
      ("to=2024-02-29T23:59:60-00:30", []),
    ] {
      let page = try await company.get("/v1/audit-log", query: query, token: admin).tree
      #expect(
        page["data"]?.items.map { $0["position"] } == wanted.map { .number(Double($0)) }, "\(query)")
      #expect(page["next_cursor"] == .null)
    }
    // The page's end and the span's end are one.
    let page = try await company.get(
      "/v1/audit-log", query: "limit=2&from=2026-01-06T10:05:00Z", token: admin
    ).tree
    #expect(page["data"]?.items.count == 2 && page["next_cursor"] == .null)
  }

  @Test(arguments: [
    "limit=0", "limit=501", "cursor=x", "cursor=1.2", "cursor=1.2.-3", "cursor=1.02.3", "page=1",
    "from=yesterday", "from=2026-01-06", "from=2026-02-29T00:00:00Z", "from=2026-13-01T00:00:00Z",
    "from=2026-01-06T24:00:00Z", "from=2026-01-06T10:00:00", "from=2026-01-06T10:00:00.Z", "from=2026-01-06T10:00Z",
    "from=2026-01-06T10:00:00Zx", "from=2026-01-06%2010:00:00Z", "to=-026-01-06T10:00:00Z", "to=",
    "to=2026-01-06T10:00:00%2B24:00",
  ])
  func `what can't be read is a problem that names the parameter`(query: String) async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    let answer = await company.get("/v1/audit-log", query: query, token: admin)
    let field = query.prefix { $0 != "=" }
    #expect(answer.problem == "400 Malformed query (\(field))")
  }

  @Test func `administrators read their own tenant's log, and nobody else does`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one, role: .tenantAdmin)
    _ = await company.send(.post, "/v1/api-keys", APIKeyRouteTests.body(), token: admin)
    let theirs = try await company.token(of: company.two, role: .tenantAdmin)
    #expect(try await company.get("/v1/audit-log", token: theirs).tree["data"]?.items == [])
    for role in [Role.supervisor, .agent] {
      let token = try await company.token(of: company.one, role: role)
      #expect(await company.get("/v1/audit-log", token: token).status == .forbidden)
    }
    let schemas = try JSON(OpenAPIDocument(routes: [], version: "1").json)["components"]?["schemas"]
    let page = try await company.get("/v1/audit-log", token: admin).tree
    #expect(
      page["data"]?.items.map { Set($0.members.keys) } == [
        Set(schemas?["AuditEntry"]?["properties"]?.members.keys.map { $0 } ?? [])
      ])
  }

  @Test func `while the store is away, the refusal is answered all the same`() async throws {
    let company = try await Company(store: UnreachableStore())
    let agent = try await company.token(of: company.one, role: .agent)
    #expect(await company.send(.post, "/v1/users", UserRouteTests.body(), token: agent).status == .forbidden)
  }
}
