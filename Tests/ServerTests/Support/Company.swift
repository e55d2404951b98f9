import Generators
import MemoryStore
import Server
import Testing
import VoiceCore
import Web

/// Two companies, `one.example` and `two.example`, each with a person; and the API over their store.
struct Company {
  static let password = "correct horse"

  let store: any Store
  let time = HandTime()
  let ids = IDSource.counting()
  let passwords = PlainPasswords()
  let tokens = RememberedTokens()
  let one: Tenant.ID
  let two: Tenant.ID
  let router: Router
  let api: APIRoutes

  init(store: any Store = MemoryStore(), isSecure: Bool = true) async throws {
    self.store = store
    (one, two) = (ids(), ids())
    api = APIRoutes(
      APIPorts(
        store: store, time: time, ids: ids, secrets: .numbered(), keyed: .spoken(), passwords: passwords,
        tokens: tokens, desk: ScreeningDesk(store: store, chance: Chance { 6 })),
      isSecure: isSecure)
    router = Router(api.routes)
  }

  /// Lets both companies begin.
  func provisioned() async throws -> Company {
    for (tenant, name, number) in [(one, "one", "+14155550101"), (two, "two", "+14155550102")] {
      let service = try #require(PhoneNumber(number))
      try await ProvisionTenant(store: store)(
        ProvisionTenant.Plan(
          tenant: Tenant(
            id: tenant, name: name, domain: try #require(TenantDomain("\(name).example")),
            settings: TenantSettings(customerService: service)),
          lines: [PhoneLine(number: service)],
          users: [
            User(
              id: ids(), email: try #require(EmailAddress("ada@\(name).example")), name: "Ada", role: .agent,
              password: PasswordVerifier(text: Self.password))
          ]))
    }
    return self
  }

  /// A token for somebody of that role.
  func token(of tenant: Tenant.ID?, role: Role = .agent) async throws -> String {
    try await tokens.issue(
      AccessClaims(
        user: ids(), tenant: tenant, role: role, issuedAt: time.now(), expiresAt: time.now() + AccessClaims.lifetime,
        id: ids()))
  }

  /// A call that has just been answered.
  func liveCall(of tenant: Tenant.ID, from caller: Caller? = nil) async throws -> Call {
    let number = try #require(PhoneNumber("+14155550199"))
    let dialled = try #require(PhoneNumber("+14155550101"))
    let call = Call(
      id: ids(), carrierID: try #require(CarrierCallID("CA\(ids.next())")), direction: .inbound,
      caller: caller ?? .number(number), dialled: dialled, startedAt: time.now(), language: .english)
    let now = time.now()
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      let rung = try await scope.commit(call.decide(announcedWith: .clean, at: now), to: call, at: now)
      return try await scope.commit(rung.decide(streamJoinedAt: now), to: rung, at: now)
    }
  }

  /// The call ended by the caller.
  func end(_ call: Call, of tenant: Tenant.ID) async throws {
    _ = try await EndCall(store: store, time: time)(.id(call.id), of: tenant, because: .hungUp)
  }

  /// What a route answers to a GET.
  func get(_ path: String, query: String? = nil, token: String?, _ extra: Headers.Field...) async -> Response {
    let bearer = token.map { [Headers.Field("Authorization", "Bearer \($0)")] } ?? []
    return await router.respond(to: Request(.get, path, query: query, headers: Headers(bearer + extra), id: "r-1"))
  }

  /// What a route answers to a request with a token.
  func send(_ method: Web.Method, _ path: String, _ json: String = "{}", token: String) async -> Response {
    await router.respond(
      to: Request(
        method, path, headers: ["Authorization": "Bearer \(token)", "Content-Type": "application/json"],
        body: Array(json.utf8), id: "r-1"))
  }

  /// What a route answers to JSON.
  func post(_ path: String, _ json: String, type: String = "application/json", cookie: String? = nil) async -> Response
  {
    let cookies = cookie.map { [Headers.Field("Cookie", $0)] } ?? []
    return await router.respond(
      to: Request(
        .post, path, headers: Headers([Headers.Field("Content-Type", type)] + cookies), body: Array(json.utf8),
        id: "r-1"))
  }
}
