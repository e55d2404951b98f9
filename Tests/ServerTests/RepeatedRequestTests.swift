import MemoryStore
import Server
import Testing
import VoiceCore
import Web

@Suite("Requests that come again")
struct RepeatedRequestTests {
  static let key = #"{"name":"CRM","scopes":["calls:read"]}"#

  private func post(
    _ company: Company, _ path: String, _ json: String, token: String, key: String...
  ) async -> Response {
    let fields = key.map { Headers.Field("Idempotency-Key", $0) }
    return await company.router.respond(
      to: Request(
        .post, path,
        headers: Headers(
          [Headers.Field("Authorization", "Bearer \(token)"), Headers.Field("Content-Type", "application/json")]
            + fields), body: Array(json.utf8), id: "r-1"))
  }

  @Test func `a tenant whose making wasn't heard of is told again, without its password, which can be set anew`()
    async throws
  {
    let company = try await Company().provisioned()
    let root = try await company.token(of: nil, role: .platformAdmin)
    func make(_ json: String = TenantRouteTests.body(), key: String = "k-1") async -> Response {
      await post(company, "/v1/tenants", json, token: root, key: key)
    }
    let first = await make()
    let again = await make()
    #expect(first.status == .created && again.status == .created)
    #expect(again.headers["Location"] == first.headers["Location"])
    #expect(again.headers["Idempotency-Replayed"] == "true" && again.headers["Cache-Control"] == "no-store")
    let password = try #require(try first.tree["admin_password"]?.text)
    var expected = try first.tree.members
    expected["admin_password"] = .null
    #expect(try again.tree == .object(expected))
    #expect(await make(TenantRouteTests.body("other.example")).problem == "422 Key used (Idempotency-Key)")
    #expect(await make(key: "k-2").problem == "409 Taken (domain)")
    #expect(try await company.store.platform.tenants().count == 3)
    let kept = try await company.store.read(for: .platform) { scope throws(StoreFailure) in
      try await scope.keptAnswers(limit: 9)
    }
    #expect(kept.count == 1 && !String(decoding: kept[0].answer?.body ?? [], as: UTF8.self).contains(password))
    let tenant = try #require(try first.tree["id"]?.text.flatMap { Tenant.ID($0) })
    let named = Headers.Field("VoiceCore-Tenant", tenant.description)
    let people = try await company.get("/v1/users", token: root, named).tree["data"]?.items
    let eve = try #require(people?.first?["id"]?.text)
    let reset = await company.send(
      .put, "/v1/users/\(eve)/password", #"{"password":"four words, no rule"}"#, token: root, as: tenant)
    #expect(reset.status == .noContent)
    #expect(await company.post("/v1/auth/login", TenantRouteTests.login("four words, no rule")).status == .ok)
  }

  @Test func `what was refused made nothing, and its key may be used for what is right`() async throws {
    let company = try await Company().provisioned()
    let root = try await company.token(of: nil, role: .platformAdmin)
    let wrong = await post(company, "/v1/tenants", #"{"name":"x"}"#, token: root, key: "k")
    #expect(wrong.status == .badRequest)
    #expect(await post(company, "/v1/tenants", TenantRouteTests.body(), token: root, key: "k").status == .created)
  }

  @Test func `who takes up a making that somebody died of makes no second one`() async throws {
    let company = try await Company().provisioned()
    let root = try await company.token(of: nil, role: .platformAdmin)
    let admin = try await company.token(of: company.one)
    // Carried out, and its answer lost before it was kept.
    for (path, body, token, tenant) in [
      ("/v1/tenants", TenantRouteTests.body(), root, Tenant.ID.platform),
      ("/v1/api-keys", Self.key, admin, company.one),
    ] {
      let first = await post(company, path, body, token: token, key: "k")
      try await company.store.transaction(for: tenant) { scope throws(StoreFailure) in
        for var kept in try await scope.keptAnswers(limit: 9) {
          kept.answer = nil
          try await scope.save(kept)
        }
      }
      let waiting = await post(company, path, body, token: token, key: "k")
      #expect(waiting.problem == "409 Under way (Idempotency-Key)" && waiting.headers["Retry-After"] == "60")
      company.time.pass(.seconds(60))
      let second = await post(company, path, body, token: token, key: "k")
      #expect(second.status == .created && second.headers["Location"] == first.headers["Location"])
    }
    #expect(try await company.store.platform.tenants().count == 3)
    #expect(try await company.get("/v1/api-keys", token: admin).tree["data"]?.items.count == 1)
  }

  @Test func `a machine's key is made once, and its secret shown once`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let first = await post(company, "/v1/api-keys", Self.key, token: admin, key: "k")
    let again = await post(company, "/v1/api-keys", Self.key, token: admin, key: "k")
    let secret = try #require(try first.tree["secret"]?.text)
    #expect(await company.get("/v1/calls", token: secret).status == .ok)
    #expect(try again.tree["secret"] == .null && again.tree["id"] == first.tree["id"])
    #expect(try await company.get("/v1/api-keys", token: admin).tree["data"]?.items.count == 1)
  }

  @Test func `what holds no secret is answered from what was kept`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let first = await post(company, "/v1/users", UserRouteTests.body(), token: admin, key: "k")
    let again = await post(company, "/v1/users", UserRouteTests.body(), token: admin, key: "k")
    #expect(first.status == .created && again.body == first.body)
    #expect(again.headers["Idempotency-Replayed"] == "true" && first.headers["Idempotency-Replayed"] == nil)
    #expect(try await company.audited(company.one).count == 1)
  }

  @Test func `one bearer's key is no other's, and no other tenant's`() async throws {
    let company = try await Company().provisioned()
    for tenant in [company.one, company.one, company.two] {
      let admin = try await company.token(of: tenant)
      let body = UserRouteTests.body("u\(admin)@one.example")
      #expect(await post(company, "/v1/users", body, token: admin, key: "k").status == .created)
    }
  }

  @Test(arguments: [["a b"], [""], ["a", "a"], [String(repeating: "k", count: 256)], ["schlüssel"]])
  func `a key that is none is refused`(keys: [String]) async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let request = Request(
      .post, "/v1/users",
      headers: Headers(
        [Headers.Field("Authorization", "Bearer \(admin)"), Headers.Field("Content-Type", "application/json")]
          + keys.map { Headers.Field("Idempotency-Key", $0) }), body: Array(UserRouteTests.body().utf8), id: "r-1")
    #expect(await company.router.respond(to: request).problem == "400 Malformed key (Idempotency-Key)")
  }

  @Test func `a tenant that somebody made up is not found, and nothing is kept for it`() async throws {
    let company = try await Company(store: MemoryStore()).provisioned()
    let root = try await company.token(of: nil, role: .platformAdmin)
    let unknown = Tenant.ID(0xDEAD)
    let request = Request(
      .post, "/v1/users",
      headers: [
        "Authorization": "Bearer \(root)", "Content-Type": "application/json", "Idempotency-Key": "k",
        "VoiceCore-Tenant": unknown.description,
      ], body: Array(UserRouteTests.body().utf8), id: "r-1")
    #expect(await company.router.respond(to: request).status == .notFound)
    let store = try #require(company.store as? MemoryStore)
    #expect(!store.kept.contains { $0.tenant == unknown })
  }

  @Test func `who may not ask leaves no key behind`() async throws {
    let company = try await Company().provisioned()
    let agent = try await company.token(of: company.one, role: .agent)
    #expect(await post(company, "/v1/users", UserRouteTests.body(), token: agent, key: "k").status == .forbidden)
    let kept = try await company.store.read(for: company.one) { scope throws(StoreFailure) in
      try await scope.keptAnswers(limit: 9)
    }
    #expect(kept == [])
  }
}
