import MemoryStore
import Server
import Synchronization
import Testing
import VoiceCore
import Web

@Suite("What a request costs the store")
struct RequestPathTests {
  @Test func `whether its tenant is closed is known without asking, as long as the eraser tells`() async throws {
    let store = CountedStore()
    let company = try await Company(store: store).provisioned(as: .tenantAdmin)
    let admin = try await company.token(of: company.one)
    func asked() async -> [String] {
      store.forget()
      #expect(await company.get("/v1/tenant", token: admin).status == .ok)
      return store.asked
    }
    #expect(await asked() == ["closure", "read"])
    company.closed.learn([])
    #expect(await asked() == ["read"])
    company.time.pass(ClosedTenants.freshness)
    #expect(await asked() == ["read"])
    // The eraser is silent: then nobody is let in on an old word.
    company.time.pass(.seconds(1))
    #expect(await asked() == ["closure", "read"])
  }

  @Test func `a tenant that the eraser told of is refused everywhere, also once it is erased`() async throws {
    let company = try await Company().provisioned(as: .tenantAdmin)
    let admin = try await company.token(of: company.one)
    let root = try await company.token(of: nil, role: .platformAdmin)
    company.closed.learn([company.one])
    for _ in 1...2 {
      #expect(await company.get("/v1/tenant", token: admin).status == .unauthorized)
      let named = Headers.Field("VoiceCore-Tenant", company.one.description)
      #expect(await company.get("/v1/tenant", token: root, named).status == .notFound)
      company.closed.learn([])
    }
    let other = try await company.token(of: company.two)
    #expect(await company.get("/v1/tenant", token: other).status == .ok)
  }

  @Test func `a tenant that is deleted here is refused here at once`() async throws {
    let store = CountedStore()
    let company = try await Company(store: store).provisioned(as: .tenantAdmin)
    let admin = try await company.token(of: company.one)
    let root = try await company.token(of: nil, role: .platformAdmin)
    company.closed.learn([])
    #expect(await company.get("/v1/tenant", token: admin).status == .ok)
    #expect(await company.send(.delete, "/v1/tenants/\(company.one)", token: root).status == .accepted)
    store.forget()
    #expect(await company.get("/v1/tenant", token: admin).status == .unauthorized)
    #expect(store.asked == [])
  }

  @Test func `told of more tenants than it can remember, the node asks about the others`() async throws {
    let store = CountedStore()
    let company = try await Company(store: store).provisioned(as: .tenantAdmin)
    let admin = try await company.token(of: company.one)
    company.closed.learn((0...ClosedTenants.maximum).map { Identifier(UInt128($0) | 1 << 64) })
    store.forget()
    #expect(await company.get("/v1/tenant", token: admin).status == .ok)
    #expect(store.asked == ["closure", "read"])
  }

  @Test func `a refusal that was told this hour costs the store nothing`() async throws {
    let store = CountedStore()
    let company = try await Company(store: store).provisioned()
    company.closed.learn([])
    let ben: User.ID = company.ids()
    func refused(_ path: String) async throws -> [String] {
      let now = company.time.now()
      let agent = try await company.tokens.issue(
        AccessClaims(
          user: ben, tenant: company.one, role: .agent, issuedAt: now, expiresAt: now + AccessClaims.lifetime,
          id: company.ids()))
      store.forget()
      #expect(await company.send(.post, path, token: agent).status == .forbidden)
      return store.asked
    }
    #expect(try await refused("/v1/users") == ["transaction"])
    for _ in 1...3 { #expect(try await refused("/v1/users") == []) }
    #expect(try await refused("/v1/api-keys") == ["transaction"])
    #expect(try await company.audited(company.one).map(\.action) == [.addUser, .issueKey])
    company.time.pass(.seconds(3600))
    #expect(try await refused("/v1/users") == ["transaction"])
    #expect(try await company.audited(company.one).count == 3)
  }

  @Test func `a refusal that couldn't be told is told by the next one`() async throws {
    let store = CountedStore()
    let company = try await Company(store: store).provisioned()
    let agent = try await company.token(of: company.one, role: .agent)
    store.set(isAway: true)
    #expect(await company.send(.post, "/v1/users", token: agent).status == .forbidden)
    store.set(isAway: false)
    #expect(await company.send(.post, "/v1/users", token: agent).status == .forbidden)
    #expect(try await company.audited(company.one).map(\.outcome) == [.refused])
  }

  @Test(.timeLimit(.minutes(1)))
  func `whoever is refused doesn't wait for a store that hangs`() async throws {
    let store = CountedStore()
    let company = try await Company(store: store, time: HandTime(isPassing: true)).provisioned()
    let agent = try await company.token(of: company.one, role: .agent)
    store.hang()
    #expect(await company.send(.post, "/v1/users", token: agent).status == .forbidden)
    store.go()
  }

  @Test func `an act is told with the request by which it came`() async throws {
    let company = try await Company().provisioned()
    let admin = try await company.token(of: company.one)
    let id = "01890000-0000-7000-8000-0000000000aa"
    let request = Request(
      .post, "/v1/users", headers: ["Authorization": "Bearer \(admin)", "Content-Type": "application/json"],
      body: Array(UserRouteTests.body().utf8), id: id)
    #expect(await company.router.respond(to: request).status == .created)
    let entries = try await company.get("/v1/audit-log", token: admin).tree["data"]?.items
    #expect(entries?.first?["request_id"] == .text(id))
  }

  @Test func `damaged rows are no reason to try again`() async throws {
    let store = CountedStore()
    let company = try await Company(store: store).provisioned()
    let admin = try await company.token(of: company.one)
    company.closed.learn([])
    store.set(failure: .corrupt)
    let answers = [
      await company.send(.post, "/v1/users", UserRouteTests.body(), token: admin),
      await company.send(.delete, "/v1/api-keys/\(AccessRouteTests.id)", token: admin),
      await company.send(.patch, "/v1/tenant", #"{"name":"Two"}"#, token: admin),
    ]
    for answer in answers {
      #expect(answer.status == .internalError && answer.headers["Retry-After"] == nil)
    }
  }
}
