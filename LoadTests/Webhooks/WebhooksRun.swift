import CallRuntime
import Generators
import Logging
public import VoiceCore

/// Sends a tenant's events from their commit to the answer of the last endpoint, as a node does it: a follower of the log makes
/// deliveries, the worker claims, signs and sends them, each over a connection of its own, and keeps what came of them.
public struct WebhooksRun: Sendable {
  /// What one load came to.
  public struct Outcome: Sendable {
    /// Deliveries a second to the endpoints that answer, while there were always more to send.
    public let perSecond: Double
    /// From an event's commit to its arrival at an endpoint that answers, at a steady pace, in milliseconds.
    public let p50: Double
    public let p99: Double
    /// What never arrived.
    public let missing: Int
  }

  private static let tenant = TestTenant.plan(1).tenant.id

  private let store: any Store
  private let leadership: any Leadership
  private let time: any TimeSource
  private let sender: any WebhookSender

  /// - Parameter store: empty.
  /// - Parameter sender: one that may send to this machine in the clear.
  public init(
    on store: any Store, leadership: any Leadership, time: any TimeSource, sender: any WebhookSender
  ) {
    self.store = store
    self.leadership = leadership
    self.time = time
    self.sender = sender
  }

  /// Sends the plan's events.
  public func callAsFunction(_ plan: WebhooksPlan, dead: WebhooksPlan.Dead) async throws -> Outcome {
    let receivers = WebhookReceivers()
    do {
      let outcome = try await measure(plan, dead, receivers)
      await receivers.close()
      return outcome
    } catch {
      await receivers.close()
      throw error
    }
  }

  private func measure(
    _ plan: WebhooksPlan, _ dead: WebhooksPlan.Dead, _ receivers: WebhookReceivers
  ) async throws -> Outcome {
    try await register(plan, dead, receivers)
    let healthy = plan.endpoints - (dead == .none ? 0 : plan.dead.count)
    for number in 0..<plan.backlog { _ = try await tell(number) }
    let closing = Closing()
    let bell = TenantBell()
    let worker = WebhookWorker(
      store: store, sender: sender, time: time, chance: Chance { 0 }, auditing: auditing, bell: bell,
      log: Logger(label: "load") { _ in SwiftLogNoOpLogHandler() })
    let follower = QueueWebhooks(store: store, time: time, tell: bell.ring)
    let runner = FollowerRunner(store: store, time: time, leadership: leadership, closing: closing)
    let working = Task {
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await worker.run(closing: closing) { _ in } }
        group.addTask { await runner.run(follower) }
      }
    }
    let outcome: Outcome
    do {
      let perSecond = try await drain(plan, healthy * plan.backlog, receivers)
      outcome = try await keepPace(plan, healthy, receivers, perSecond: perSecond)
    } catch {
      await Self.end(working, closing)
      throw error
    }
    await Self.end(working, closing)
    return outcome
  }

  /// Ends in good order what can, and at once what waits for an endpoint that never answers.
  private static func end(_ working: Task<Void, Never>, _ closing: Closing) async {
    closing.close()
    working.cancel()
    await working.value
  }

  /// Waits until all that waited has arrived; how fast it came.
  private func drain(_ plan: WebhooksPlan, _ expected: Int, _ receivers: WebhookReceivers) async throws -> Double {
    try await wait(for: expected, at: receivers, within: plan.patience)
    let moments = receivers.seen.values
    guard let first = moments.min(), let last = moments.max(), last > first else { return 0 }
    return Double(moments.count - 1) / ((last - first) / .seconds(1))
  }

  /// One event after the other at a steady pace; how long each was on its way.
  private func keepPace(
    _ plan: WebhooksPlan, _ healthy: Int, _ receivers: WebhookReceivers, perSecond: Double
  ) async throws -> Outcome {
    receivers.clear()
    let clock = ContinuousClock()
    let start = clock.now
    var told: [String: ContinuousClock.Instant] = [:]
    for number in 0..<Int(Double(plan.pace) * plan.seconds) {
      try await clock.sleep(until: start + .seconds(1) / Double(plan.pace) * Double(number))
      let message = try await tell(plan.backlog + number)
      told[message] = clock.now
    }
    let expected = told.count * healthy
    try await wait(for: expected, at: receivers, within: plan.patience)
    // What waited from before may come among them.
    let samples = Samples(
      receivers.seen.compactMap { arrival, moment in told[arrival.message].map { (moment - $0) / .nanoseconds(1) } })
    return Outcome(
      perSecond: perSecond, p50: samples.milliseconds(at: 50), p99: samples.milliseconds(at: 99),
      missing: expected - samples.sorted.count)
  }

  private func wait(for count: Int, at receivers: WebhookReceivers, within patience: Duration) async throws {
    let clock = ContinuousClock()
    let end = clock.now + patience
    while receivers.count < count, clock.now < end { try await clock.sleep(for: .milliseconds(2)) }
  }

  /// A call begins.
  /// - Returns: how messages about it are named.
  private func tell(_ number: Int) async throws -> String {
    let call = StoreTrial.call(number + 1)
    let now = time.now()
    try await store.transaction(for: Self.tenant) { scope throws(StoreFailure) in
      try await scope.save(call, facts: [.started], intentions: [], at: now)
    }
    return "evt_\(call.id)_1"
  }

  private var auditing: Auditing {
    Auditing(time: time, ids: .counting(), digest: AuditDigest { Array($0.suffix(8)) })
  }

  /// Makes the tenant, whose endpoints all say at first that they want events.
  private func register(_ plan: WebhooksPlan, _ dead: WebhooksPlan.Dead, _ receivers: WebhookReceivers) async throws {
    let port = try await receivers.listen(silent: false)
    let silent = try await receivers.listen(silent: true)
    try await ProvisionTenant(store: store)(TestTenant.plan(1))
    let change = ChangeWebhooks(
      store: store, sender: Willing(), time: time, ids: .counting(), tokens: .counting(), auditing: auditing,
      rule: WebhookRule(allowsLoopback: true))
    for endpoint in 0..<plan.endpoints {
      let place =
        switch dead {
        case .hanging where plan.dead.contains(endpoint): silent
        // Nobody listens at the port of discard (RFC 863).
        case .refusing where plan.dead.contains(endpoint): 9
        case .none, .hanging, .refusing: port
        }
      guard let url = WebhookURL("http://127.0.0.1:\(place)/\(endpoint)") else { throw Unexpected() }
      _ = try await change.add(
        Identifier(UInt128(endpoint + 1)), at: url, .all, by: .user(User.ID(9), .tenantAdmin, of: Self.tenant),
        in: Self.tenant)
    }
  }
}

/// Answers for endpoints that want what they are asked about.
private struct Willing: WebhookSender {
  func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookResult { .status(200) }
}

extension WebhooksRun {
  /// The rate that is promised, of deliveries a second.
  public static let promised = 1_000.0
  /// How much of their rate endpoints keep beside dead ones, at least.
  private static let undisturbed = 0.8
  /// How much later events may arrive beside dead ones, in milliseconds.
  private static let disturbance = 50.0

  /// Outcomes by what was dead, as figures of a store.
  public static func figures(_ outcomes: [(WebhooksPlan.Dead, Outcome)], on store: String, _ plan: WebhooksPlan)
    -> [Figure]
  {
    let alone = outcomes.first { $0.0 == .none }?.1
    return outcomes.flatMap { dead, outcome in
      let healthy = plan.endpoints - (dead == .none ? 0 : plan.dead.count)
      let whole = dead == .none ? outcome.perSecond : 0
      let share = alone.map { outcome.perSecond / max($0.perSecond, 1) } ?? 0
      let name = "\(store), \(dead.words): "
      return [
        Figure(
          name + "deliveries", outcome.perSecond, "/s",
          bound: dead == .none ? .atLeast(promised) : .atLeast((alone?.perSecond ?? whole) * undisturbed),
          meaning: "\(plan.backlog) events to each of \(healthy) endpoints that answer"
            + (dead == .none ? "" : "; \(Decimal.text(share * 100, places: 0)) % of the rate when all do")),
        Figure(
          name + "p50", outcome.p50, "ms",
          meaning: "from an event's commit to its arrival, \(plan.pace) events a second"),
        Figure(
          name + "p99", outcome.p99, "ms",
          bound: dead == .none ? nil : alone.map { .atMost($0.p99 + disturbance) }),
        Figure(name + "never arrived", Double(outcome.missing), "", bound: .atMost(0)),
      ]
    }
  }
}
