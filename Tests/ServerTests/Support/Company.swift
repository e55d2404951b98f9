import Generators
import MemoryStore
import Server
import Testing
import VoiceCore
import Web

/// Two companies, `one.example` and `two.example`, each with a person; and the API over their store.
struct Company {
  static let password = "correct horse"
  static let publicURL = "https://voice.example"

  let store: any ErasableStore
  let time: HandTime
  let closed: ClosedTenants
  let ids = IDSource.counting()
  let passwords = PlainPasswords()
  let tokens = RememberedTokens()
  let one: Tenant.ID
  let two: Tenant.ID
  let erase: EraseTenant
  let router: Router
  let ports: APIPorts
  let hub: EventHub
  let api: APIRoutes
  let objects = HeldObjects()
  let ringer = Ringer()
  let floor = FloorBook()
  let receivers = Receivers()

  init(
    store: any ErasableStore = MemoryStore(), time: HandTime = HandTime(), isSecure: Bool = true,
    gate: BearerGate? = nil
  ) async throws {
    self.store = store
    self.time = time
    closed = ClosedTenants(time: time)
    (one, two) = (ids(), ids())
    let auditing = Auditing(time: time, ids: ids, digest: .folding)
    erase = EraseTenant(
      store: store, objects: NoObjects(), telephony: NoCarrier(), signer: .plain, time: time, auditing: auditing,
      rule: ErasureRule(settling: .zero))
    hub = EventHub(store: store, time: time)
    ports = APIPorts(
      store: store, time: time, ids: ids, secrets: .numbered(), keyed: .spoken(), passwords: passwords,
      tokens: tokens, desk: ScreeningDesk(store: store, chance: Chance { 6 }), audit: .folding, erase: erase,
      zones: DeclaredTimeZones.berlin2026, closed: closed,
      recordings: RecordingDoors(
        attend: AttendRecordings(
          store: store, recorder: NoRecorder(), objects: objects, sealing: OpenSealing(), time: time,
          chance: Chance { 6 }),
        store: store, objects: objects, sealing: OpenSealing(), links: DownloadLinks(.spoken()), time: time,
        publicURL: Self.publicURL),
      dialOut: DialOut(store: store, dialling: ringer, telephony: NoCarrier(), time: time),
      floor: floor.doors, gate: gate, hub: hub,
      webhooks: WebhookDoors(sender: receivers, rule: WebhookRule(allowsLoopback: false), tell: { _ in }),
      exports: ExportDoors(
        store: store, objects: objects, sealing: OpenSealing(), links: DownloadLinks(.spoken()), time: time,
        publicURL: Self.publicURL, tell: { _ in }))
    api = APIRoutes(ports, isSecure: isSecure)
    router = Router(api.routes)
  }

  /// Lets both companies begin, each with one person of this role.
  func provisioned(as role: Role = .agent) async throws -> Company {
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
              id: ids(), email: try #require(EmailAddress("ada@\(name).example")), name: "Ada", role: role,
              password: PasswordVerifier(text: Self.password))
          ]))
    }
    return self
  }

  /// A token for somebody of that role, who need not be there.
  func token(of tenant: Tenant.ID?, role: Role = .tenantAdmin) async throws -> String {
    try await tokens.issue(
      AccessClaims(
        user: ids(), tenant: tenant, role: role, issuedAt: time.now(), expiresAt: time.now() + AccessClaims.lifetime,
        id: ids()))
  }

  /// The tenant's audit log, in order.
  func audited(_ tenant: Tenant.ID) async throws -> [AuditEntry] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: .max).map(\.entry)
    }
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

  /// What a route answers to a request with a token, which may be a platform administrator's who names a tenant.
  func send(
    _ method: Web.Method, _ path: String, _ json: String = "{}", token: String, as tenant: Tenant.ID? = nil
  ) async -> Response {
    var headers: Headers = ["Authorization": "Bearer \(token)", "Content-Type": "application/json"]
    if let tenant { headers["VoiceCore-Tenant"] = tenant.description }
    return await router.respond(
      to: Request(method, path, headers: headers, body: Array(json.utf8), id: "r-1"))
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
