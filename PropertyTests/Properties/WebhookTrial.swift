import Generators
import PropertyTesting
import Synchronization
import VoiceCore

/// Events on their way to endpoints, in virtual time, sent by two nodes.
final class WebhookTrial {
  /// How many messages a node sends to an endpoint at once.
  static let room = 2
  /// How long a slow endpoint takes.
  static let slowness: Duration = .seconds(15)
  /// Within which something counts as done at once: the clock moves on with each look.
  static let instant: Duration = .seconds(1)

  /// One attempt, as it was seen outside.
  struct Sent {
    let message: WebhookMessage
    let answer: WebhookResult
    /// When it was known what came of it; `nil` when whoever sent it died.
    var told: Timestamp?
  }

  /// An event that an endpoint wants.
  struct Lane: Hashable {
    let endpoint: WebhookEndpoint.ID
    let event: EventID
  }

  private enum Turn {
    case logged(call: Int, [Call.Fact])
    case rotated
    case answered(ClaimWebhooks.Claim, WebhookResult, node: Int, attempt: Int)
    case looked
  }

  let drawn: WebhookCase
  private(set) var endpoints: [WebhookEndpoint] = []
  /// Attempts, each in the order of its beginning.
  private(set) var sent: [Lane: [Sent]] = [:]
  /// When an event was in the log, by its name; all that are told.
  private(set) var logged: [EventID: (at: Timestamp, fact: Call.Fact)] = [:]
  /// When each endpoint was disabled for good.
  private(set) var left: [WebhookEndpoint.ID: Timestamp] = [:]
  private(set) var secrets: [WebhookEndpoint.ID: [(from: Timestamp, WebhookSecret)]] = [:]
  private(set) var restlessness = 0

  private let store: any Store
  private let time = ManualTime()
  private let tenant: Tenant.ID
  private let ids = IDSource.counting()
  private let change: ChangeWebhooks
  private let claim: ClaimWebhooks
  private let settle: SettleWebhook
  private let bearer: Bearer
  private var calls: [Call] = []
  private var agenda: [(at: Timestamp, number: Int, turn: Turn)] = []
  private var number = 0
  private var claims = 0
  private var taken: [WebhookEndpoint.ID: Int] = [:]
  /// What each node has under way.
  private var underWay: [[WebhookEndpoint.ID: Int]] = [[:], [:]]

  init(_ drawn: WebhookCase, on store: any Store) async throws {
    self.drawn = drawn
    self.store = store
    let plan = TestTenant.plan(1)
    tenant = plan.tenant.id
    bearer = .user(User.ID(9), .tenantAdmin, of: tenant)
    try await ProvisionTenant(store: store)(plan)
    let auditing = Auditing(time: time, ids: ids, digest: AuditDigest { $0 })
    change = ChangeWebhooks(
      store: store, sender: Willing(), time: time, ids: ids, tokens: .counting(), auditing: auditing,
      rule: WebhookRule(allowsLoopback: false))
    claim = ClaimWebhooks(store: store, time: time)
    let chance = Mutex(UInt64(1))
    settle = SettleWebhook(
      store: store, time: time,
      chance: Chance {
        chance.withLock {
          $0 = $0 &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
          return $0 >> 11
        }
      },
      auditing: auditing)
  }

  /// Everything, until nothing is to be done any more.
  func live() async throws {
    let beginning = time.now()
    for (index, receiver) in drawn.receivers.enumerated() {
      guard let url = WebhookURL("https://hooks.example/\(index)") else { preconditionFailure("the address is one") }
      let endpoint = try await change.add(
        WebhookEndpoint.ID(UInt128(0xE0 + index)), at: url, try WebhookEvents(names: receiver.names.sorted()),
        by: bearer, in: tenant)
      endpoints.append(endpoint)
      secrets[endpoint.id] = [(beginning, endpoint.secret)]
    }
    for (index, steps) in drawn.calls.enumerated() {
      let call = TestTenant.call(index + 1, of: 1, at: beginning)
      calls.append(call)
      var at = beginning
      for step in steps {
        at = at + step.after
        plan(.logged(call: index, step.facts), at: at)
      }
    }
    if let rotation = drawn.rotation { plan(.rotated, at: beginning + rotation) }
    while let next = agenda.min(by: { ($0.at, $0.number) < ($1.at, $1.number) }) {
      agenda.removeAll { $0.number == next.number }
      time.advance(by: max(.zero, next.at - time.now()))
      try await take(next.turn)
      try await look()
      restlessness += 1
      try require(restlessness < 20_000, "it comes to an end")
    }
  }

  /// How a delivery stands at the end.
  func delivery(_ lane: Lane) async throws -> WebhookDelivery? {
    try await ReadWebhooks(store: store).delivery(.init(endpoint: lane.endpoint, event: lane.event), of: tenant)
  }

  private func plan(_ turn: Turn, at moment: Timestamp) {
    number += 1
    agenda.append((moment, number, turn))
  }

  private func take(_ turn: Turn) async throws {
    switch turn {
    case .looked: break
    case .logged(let index, let facts): try await log(facts, of: index)
    case .rotated:
      let endpoint = try await change.rotateSecret(of: endpoints[0].id, by: bearer, in: tenant)
      secrets[endpoint.id]?.append((time.now(), endpoint.secret))
    case .answered(let claim, let result, let node, let attempt):
      underWay[node][claim.delivery.endpoint, default: 0] -= 1
      let lane = Lane(endpoint: claim.delivery.endpoint, event: claim.delivery.event)
      let outcome = try await settle(claim, result)
      sent[lane]?[attempt].told = time.now()
      if outcome?.disabled == .gone { left[lane.endpoint] = time.now() }
    }
  }

  private func log(_ facts: [Call.Fact], of index: Int) async throws {
    let call = calls[index]
    let now = time.now()
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.save(call, facts: facts, intentions: [], at: now)
    }
    let follower = QueueWebhooks(store: store, time: time)
    let before = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.log(after: nil, limit: 1_000).facts
    }
    for fact in before where fact.recorded.fact.eventName != nil && logged[fact.id] == nil {
      logged[fact.id] = (time.now(), fact.recorded.fact)
    }
    for _ in 0...drawn.repeats { try await follower.follow(before, of: tenant) }
  }

  /// Both nodes look for what is due, until there is nothing at this moment.
  private func look() async throws {
    var isAny = true
    while isAny {
      isAny = false
      for node in 0...1 {
        let busy = underWay[node]
        let found = try await claim(of: tenant) { Self.room - busy[$0, default: 0] }
        for claim in found.claims { send(claim, from: node) }
        if !found.claims.isEmpty { isAny = true }
        if let next = found.next { plan(.looked, at: max(next, time.now() + .milliseconds(1))) }
      }
    }
    // One look is enough for what comes at one moment, and for what lies behind the next.
    let looks = agenda.filter { if case .looked = $0.turn { true } else { false } }
    let first = looks.min { ($0.at, $0.number) < ($1.at, $1.number) }
    agenda.removeAll { entry in
      if case .looked = entry.turn { entry.number != first?.number } else { false }
    }
  }

  private func send(_ claim: ClaimWebhooks.Claim, from node: Int) {
    claims += 1
    underWay[node][claim.delivery.endpoint, default: 0] += 1
    let lane = Lane(endpoint: claim.delivery.endpoint, event: claim.delivery.event)
    let (answer, span) = answer(to: claim)
    sent[lane, default: []].append(Sent(message: claim.message, answer: answer, told: nil))
    let attempt = (sent[lane]?.count ?? 1) - 1
    if drawn.deaths.contains(claims) {
      // The node is another one afterwards, and what it had under way is taken up by whoever finds it lapsed.
      underWay[node][claim.delivery.endpoint, default: 0] -= 1
      plan(.looked, at: time.now() + WebhookDelivery.lease)
    } else {
      plan(.answered(claim, answer, node: node, attempt: attempt), at: time.now() + span)
    }
  }

  private func answer(to claim: ClaimWebhooks.Claim) -> (WebhookResult, Duration) {
    guard let index = endpoints.firstIndex(where: { $0.id == claim.delivery.endpoint }) else {
      return (.failed(.notResolved), .zero)
    }
    switch drawn.receivers[index].manner {
    case .good: return (.status(200), .zero)
    case .takesAfter(let count, let trouble): return (claim.number > count ? .status(204) : trouble, .zero)
    case .refuses(let trouble): return (trouble, .zero)
    case .slow: return (.status(200), Self.slowness)
    case .silent: return (.failed(.timedOut), Self.slowness)
    case .leaves(let count):
      taken[claim.delivery.endpoint, default: 0] += 1
      return (taken[claim.delivery.endpoint, default: 0] > count ? .status(410) : .status(200), .zero)
    }
  }
}

/// Says yes when it is asked.
private struct Willing: WebhookSender {
  func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookResult { .status(204) }
}
