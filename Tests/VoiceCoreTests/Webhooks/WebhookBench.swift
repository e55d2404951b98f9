import Generators
import Synchronization
import Testing
import VoiceCore

/// A tenant whose events are sent to endpoints that answer as they are told.
struct WebhookBench {
  /// Answers what it is told; remembers what it was sent.
  final class Receiver: WebhookSender {
    private let state = Mutex<(answer: WebhookResult, seen: [WebhookMessage])>((.status(200), []))

    var seen: [WebhookMessage] { state.withLock { $0.seen } }

    func answer(_ result: WebhookResult) { state.withLock { $0.answer = result } }

    func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookResult {
      state.withLock {
        $0.seen.append(message)
        return $0.answer
      }
    }
  }

  let world: World
  let receiver = Receiver()
  var tenant: Tenant.ID { world.tenant }
  var change: ChangeWebhooks {
    ChangeWebhooks(
      store: world.store, sender: receiver, time: world.time, ids: world.ids, tokens: world.tokens,
      auditing: world.auditing, rule: WebhookRule(allowsLoopback: false))
  }
  var claim: ClaimWebhooks { ClaimWebhooks(store: world.store, time: world.time) }
  var settle: SettleWebhook {
    SettleWebhook(store: world.store, time: world.time, chance: Chance { 0 }, auditing: world.auditing)
  }
  var redeliver: RedeliverWebhooks {
    RedeliverWebhooks(store: world.store, time: world.time, auditing: world.auditing)
  }
  var read: ReadWebhooks { ReadWebhooks(store: world.store) }

  init() async throws { world = try await World() }

  func add(_ number: UInt128 = 1, _ names: [String] = []) async throws -> WebhookEndpoint {
    try await change.add(
      WebhookEndpoint.ID(0xE000 + number), at: try #require(WebhookURL("https://hooks.example/\(number)")),
      try WebhookEvents(names: names), by: world.bearer, in: tenant)
  }

  func endpoint(_ id: WebhookEndpoint.ID) async throws -> WebhookEndpoint? {
    try await read.endpoints(of: tenant).first { $0.id == id }
  }

  /// Facts of a call, followed.
  func log(_ facts: [Call.Fact], of number: Int = 1) async throws {
    let call = TestTenant.call(number, of: 1, at: world.time.now())
    let now = world.time.now()
    try await world.store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(call, facts: facts, intentions: [], at: now)
    }
    _ = await FollowLog(store: world.store, follower: QueueWebhooks(store: world.store, time: world.time))(
      FollowLog.Progress(), at: now)
  }

  /// What is due now, up to four an endpoint.
  func claims() async throws -> [ClaimWebhooks.Claim] { try await claim(of: tenant) { _ in 4 }.claims }

  /// Sends everything that becomes due within a span, and answers so.
  func answer(_ result: WebhookResult, within span: Duration = .seconds(400_000)) async throws {
    var left = span
    while left > .zero {
      for claim in try await claims() { _ = try await settle(claim, result) }
      let step = min(left, .seconds(600))
      world.time.advance(by: step)
      left -= step
    }
  }

  func deliveries(
    to endpoint: WebhookEndpoint.ID, _ kind: WebhookDelivery.Kind? = nil
  ) async throws -> [WebhookDelivery] {
    try #require(await read.deliveries(to: endpoint, kind, of: tenant, after: nil, limit: 500)).items
  }
}
