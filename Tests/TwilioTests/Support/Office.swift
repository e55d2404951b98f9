import Logging
import MemoryStore
import Synchronization
import Testing
import Twilio
import VoiceCore
import Web

/// A tenant with a number, and the carrier's doors in front of it.
struct Office: Sendable {
  static let token = "12345678901234567890123456789012"
  static let publicURL = "https://voice.example.test"

  let tenant = Tenant.ID(1)
  let did: PhoneNumber
  let blocked: PhoneNumber
  let customerService: PhoneNumber
  let store: any Store
  let settings: TwilioSettings
  let routes: [any Route]
  let log = LogBook()
  private let memory = MemoryStore()
  private let tokens: SecretTokens
  let time = StandingClock()

  init(admission: Admission = .open, over decorate: (MemoryStore) -> any Store = { $0 }) async throws {
    did = try #require(PhoneNumber("+15550100200"))
    blocked = try #require(PhoneNumber("+15550100666"))
    customerService = try #require(PhoneNumber("+15550100300"))
    settings = try TwilioSettings(
      accountSID: "AC00000000000000000000000000000001", authTokens: [Self.token], publicURL: Self.publicURL)
    let store = decorate(memory)
    self.store = store
    let counter = Counter()
    tokens = SecretTokens(make: { "token-\(counter.next())" }, digest: { TokenDigest(hex: $0) })
    routes = twilioRoutes(
      settings,
      answer: AnswerCall(
        store: store, time: time, ids: IDSource { UInt128(100 + counter.next()) }, tokens: tokens, admission: admission,
        desk: ScreeningDesk(store: store, chance: Chance { 6 })),
      challenge: AnswerChallenge(store: store, time: time, tokens: tokens),
      continue: ContinueCall(store: store, time: time, tokens: tokens),
      reportTransfer: ReportTransfer(store: store, time: time), end: EndCall(store: store, time: time),
      waiting: WaitingDoors(store: store, time: time, tokens: tokens), directory: store.platform, log: log.logger)
    let domain = try #require(TenantDomain("demo.example"))
    try await ProvisionTenant(store: memory)(
      ProvisionTenant.Plan(
        tenant: Tenant(
          id: tenant, name: "Demo", domain: domain, settings: TenantSettings(customerService: customerService)),
        lines: [PhoneLine(number: did)], spamRules: [SpamRule(id: SpamRule.ID(9), sign: .number(blocked))]))
  }

  func route(_ path: String) throws -> any Route { try #require(routes.first { $0.path == path }) }

  /// A signed webhook.
  func post(_ path: String, _ fields: [String: String]) async throws -> Response {
    let form = FormFields(fields.sorted { $0.key < $1.key }.map { FormFields.Field($0.key, $0.value) })
    return try await post(path, body: Array(form.encoded.utf8), signature: sign(path, form))
  }

  /// A signed webhook to an address that we handed out, with its query.
  func follow(_ address: String, _ fields: [String: String]) async throws -> Response {
    let form = FormFields(fields.sorted { $0.key < $1.key }.map { FormFields.Field($0.key, $0.value) })
    let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
    let headers: Headers = [
      "Content-Type": "application/x-www-form-urlencoded", "x-twilio-signature": try sign(address, form),
    ]
    return try await route(parts[0]).respond(
      to: Request(
        .post, parts[0], query: parts.count > 1 ? parts[1] : nil, headers: headers, body: Array(form.encoded.utf8),
        id: "r-1"))
  }

  func post(
    _ path: String, body: [UInt8], signature: String?,
    type: String? = "application/x-www-form-urlencoded; charset=UTF-8"
  ) async throws -> Response {
    var headers: Headers = ["Host": "evil.example"]
    headers["Content-Type"] = type
    headers["x-twilio-signature"] = signature
    let parts = path.split(separator: "?", maxSplits: 1).map(String.init)
    return try await route(parts[0]).respond(
      to: Request(
        .post, parts[0], query: parts.count > 1 ? parts[1] : nil, headers: headers, body: body, id: "r-1"))
  }

  func sign(_ path: String, _ form: FormFields) throws -> String {
    try #require(TwilioSignature(settings).sign(Self.publicURL + path, .form(form)))
  }

  /// Rules besides the one that blocks.
  func add(_ rules: SpamRule...) async throws {
    try await memory.transaction(for: tenant) { scope throws(StoreFailure) in
      for rule in rules { try await scope.save(rule) }
    }
  }

  /// The call of the vectors as it is stored.
  func call(_ sid: String = "CA00000000000000000000000000000001") async throws -> Call? {
    let id = try #require(CarrierCallID(sid))
    return try await memory.read(for: tenant) { scope throws(StoreFailure) in try await scope.call(id) }
  }

  /// A stream joins with its token, as the reception does it.
  func join(token: String) async throws -> CallPlace {
    try await JoinStream(store: memory, time: time, tokens: tokens)(
      token: token, carrierCall: "CA00000000000000000000000000000001"
    ).place
  }

  /// The caller wishes to talk with a person, and the receptionist has said that one takes over.
  func handOver(_ place: CallPlace) async throws {
    try await AdvanceConversation(store: memory, time: time)(.personWanted(.callerWish, nil), in: place)
  }

  /// The receptionist is gone, so that a person is wanted.
  func loseReceptionist(_ place: CallPlace) async throws {
    try await AdvanceConversation(store: memory, time: time)(.receptionistFailed, in: place)
  }
}

/// A clock that stands.
struct StandingClock: TimeSource {
  func now() -> Timestamp { Timestamp(microseconds: 1_767_225_600_000_000) }
  func sleep(for span: Duration) async throws {}
}

/// Counts from 1.
final class Counter: Sendable {
  private let count = Atomic<Int>(0)
  func next() -> Int { count.add(1, ordering: .relaxed).newValue }
}

/// A store that is away.
struct LostStore: Store {
  struct Directory: PlatformDirectory {
    func tenant(answering number: PhoneNumber) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
    func tenant(at domain: TenantDomain) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
    func tenant(granting digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
    func tenant(ofSession family: TokenDigest) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
    func tenant(ofAPIKey digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
    func tenants() async throws(StoreFailure) -> [Tenant.ID] { throw .unavailable }
    func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] {
      throw .unavailable
    }
  }

  var platform: any PlatformDirectory { Directory() }
  func commits() -> AsyncStream<Void> { AsyncStream { $0.finish() } }
  func ping() async throws(StoreFailure) { throw .unavailable }
  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome { throw .unavailable }
  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome { throw .unavailable }
}
