import CallRuntime
import Generators
import Logging
import MemoryStore
import Synchronization
import Testing
import VoiceCore

@Suite("The worker that sends webhooks", .timeLimit(.minutes(1)))
struct WebhookWorkerTests {
  private static let tenant = TestTenant.plan(1).tenant.id
  private let store = MemoryStore()
  private let time = ManualTime()
  private let bell = TenantBell()
  private let closing = Closing()
  private let endpoints = Endpoints()

  @Test func `an endpoint that never answers takes four places, and no other endpoint waits for it`() async throws {
    try await register(1, 2)
    endpoints.hold(1)
    try await log(calls: 20)
    let running = run()
    var seen = endpoints.seen.makeAsyncIterator()
    var counts = [1: 0, 2: 0]
    while counts[2] != 20 || counts[1] != WebhookWorker.maximumForEndpoint {
      counts[try #require(await seen.next()), default: 0] += 1
    }
    #expect(counts == [1: WebhookWorker.maximumForEndpoint, 2: 20])
    // Each that ends makes room for one more.
    endpoints.release(1)
    while counts[1] != 20 { counts[try #require(await seen.next()), default: 0] += 1 }
    closing.close()
    await running.value
    #expect(counts == [1: 20, 2: 20])
    #expect(try await delivered(to: 1) == 20)
    #expect(try await delivered(to: 2) == 20)
  }

  @Test func `what failed is sent again when it is due, without anybody ringing`() async throws {
    try await register(1)
    endpoints.answer(1, [.status(500), .failed(.timedOut), .status(200)])
    try await log(calls: 1)
    let running = run()
    var seen = endpoints.seen.makeAsyncIterator()
    #expect(await seen.next() == 1)
    // Each tick lets the sender look whether something has become due.
    for attempt in 1...2 {
      while endpoints.count == attempt {
        time.advance(by: WebhookWorker.tick)
        try await Task.sleep(for: .milliseconds(1))
      }
    }
    closing.close()
    await running.value
    let delivery = try #require(await deliveries(to: 1, .delivered).first)
    #expect(delivery.attempts.map(\.result) == [.status(500), .failed(.timedOut), .status(200)])
    #expect(delivery.attempts[1].at - delivery.attempts[0].at >= .seconds(4))
  }

  @Test func `when it is time to end, what is being sent is sent to its end`() async throws {
    try await register(1)
    endpoints.hold(1)
    try await log(calls: 1)
    let running = run()
    var seen = endpoints.seen.makeAsyncIterator()
    #expect(await seen.next() == 1)
    closing.close()
    endpoints.release(1)
    await running.value
    #expect(try await delivered(to: 1) == 1)
  }

  @Test func `what a cancelled sender hears tells nothing of the endpoint`() async throws {
    try await register(1)
    endpoints.hold(1)
    endpoints.answer(1, [.failed(.timedOut)])
    try await log(calls: 1)
    let running = run()
    var seen = endpoints.seen.makeAsyncIterator()
    #expect(await seen.next() == 1)
    running.cancel()
    endpoints.release(1)
    await running.value
    // Claimed, so that nobody else sends it before the lease is over, and without an attempt that failed.
    let left = try #require(await deliveries(to: 1, .pending).first)
    #expect(left.attempts.isEmpty)
    #expect(try #require(left.dueAt) > time.now() + WebhookDelivery.lease - .seconds(1))
  }

  // MARK: - The tenant

  private var auditing: Auditing {
    Auditing(time: time, ids: .counting(), digest: AuditDigest { Array($0.suffix(8)) })
  }

  private func run() -> Task<Void, Never> {
    let worker = WebhookWorker(
      store: store, sender: endpoints, time: time, chance: Chance { 0 }, auditing: auditing, bell: bell,
      log: Logger(label: "test"))
    bell.ring(Self.tenant)
    return Task { [closing] in await worker.run(closing: closing) { _ in } }
  }

  private func register(_ numbers: Int...) async throws {
    try await ProvisionTenant(store: store)(TestTenant.plan(1))
    let change = ChangeWebhooks(
      store: store, sender: Willing(), time: time, ids: .counting(), tokens: .counting(), auditing: auditing,
      rule: WebhookRule(allowsLoopback: false))
    for number in numbers {
      _ = try await change.add(
        Identifier(UInt128(number)), at: try #require(WebhookURL("https://hooks.example/\(number)")),
        try WebhookEvents(names: []), by: .user(User.ID(9), .tenantAdmin, of: Self.tenant), in: Self.tenant)
    }
  }

  /// One event of each call to each endpoint.
  private func log(calls count: Int) async throws {
    let now = time.now()
    try await store.transaction(for: Self.tenant) { scope throws(StoreFailure) in
      for endpoint in try await scope.webhookRoster().endpoints {
        for number in 1...count {
          let event = RecordedFact(
            call: Identifier(UInt128(0xC000 + number)), ordinal: 0, at: now, fact: .answered(at: now))
          try await scope.save(WebhookDelivery(of: event, to: endpoint.id, at: now))
        }
      }
    }
  }

  private func deliveries(to number: UInt128, _ kind: WebhookDelivery.Kind) async throws -> [WebhookDelivery] {
    try await store.read(for: Self.tenant) { scope throws(StoreFailure) in
      try await scope.webhooks(of: Identifier(number), kind, after: nil, limit: 100)
    }
  }

  private func delivered(to number: UInt128) async throws -> Int { try await deliveries(to: number, .delivered).count }
}

/// Endpoints that want what they are asked about.
private struct Willing: WebhookSender {
  func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookResult { .status(200) }
}

/// Endpoints that answer 200 at once, unless they are told otherwise. They are numbered by the paths of their addresses.
private final class Endpoints: WebhookSender {
  private struct State {
    var count = 0
    var answers: [Int: [WebhookResult]] = [:]
    var held: [Int: [CheckedContinuation<Void, Never>]] = [:]
  }

  /// The number of each that is sent something, in order.
  let seen: AsyncStream<Int>
  private let see: AsyncStream<Int>.Continuation
  private let state = Mutex(State())

  var count: Int { state.withLock { $0.count } }

  init() { (seen, see) = AsyncStream.makeStream() }

  /// From now on this one keeps whoever sends waiting.
  func hold(_ number: Int) { state.withLock { $0.held[number] = [] } }

  /// Whoever waits is answered, and nobody waits any more.
  func release(_ number: Int) {
    for waiting in state.withLock({ $0.held.removeValue(forKey: number) }) ?? [] { waiting.resume() }
  }

  /// What this one answers, then 200.
  func answer(_ number: Int, _ results: [WebhookResult]) { state.withLock { $0.answers[number] = results } }

  func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookResult {
    let number = url.text.last.flatMap(\.wholeNumberValue) ?? 0
    state.withLock { $0.count += 1 }
    see.yield(number)
    await withCheckedContinuation { continuation in
      let isHeld = state.withLock { state in
        state.held[number]?.append(continuation) != nil
      }
      if !isHeld { continuation.resume() }
    }
    return state.withLock { state in
      guard let next = state.answers[number]?.first else { return .status(200) }
      state.answers[number]?.removeFirst()
      return next
    }
  }
}
