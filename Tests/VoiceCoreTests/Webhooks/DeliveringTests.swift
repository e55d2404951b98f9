import Generators
import Testing
import VoiceCore

@Suite("Sending events to endpoints")
struct DeliveringTests {
  private let bench: WebhookBench
  private var world: World { bench.world }

  init() async throws { bench = try await WebhookBench() }

  @Test func `an event is sent to each endpoint that wants it, under one id, and the next of its call after it`()
    async throws
  {
    let (all, some) = (try await bench.add(1), try await bench.add(2, ["call.answered"]))
    try await bench.log([.started, .rang, .answered(at: world.time.now())])
    let first = try await bench.claims()
    #expect(first.map(\.message.content.name) == ["call.started", "call.answered"])
    #expect(first.map(\.delivery.endpoint) == [all.id, some.id])
    #expect(try await bench.claims().isEmpty)
    for claim in first { _ = try await bench.settle(claim, .status(200)) }
    let second = try await bench.claims()
    #expect(second.map(\.delivery.endpoint) == [all.id])
    #expect(second.map(\.message.id) == [first[1].message.id])
  }

  @Test func `ten attempts, then it is parked with what came of each, and can be asked for again`() async throws {
    let endpoint = try await bench.add()
    try await bench.log([.started])
    try await bench.answer(.status(302))
    let parked = try #require(await bench.deliveries(to: endpoint.id, .parked).first)
    #expect(parked.attempts.map(\.result) == Array(repeating: .status(302), count: 10))
    #expect(parked.attempts.allSatisfy { $0.took < .seconds(1) })
    let again = try await bench.redeliver.one(parked.id, by: world.bearer, in: bench.tenant)
    #expect(again.kind == .pending)
    try await bench.answer(.status(200), within: .seconds(600))
    let delivered = try await bench.deliveries(to: endpoint.id, .delivered)
    #expect(delivered.map(\.attempts.count) == [11])
  }

  @Test func `all that is parked is asked for again at once, in the order of the call`() async throws {
    let endpoint = try await bench.add()
    try await bench.log([.started, .answered(at: world.time.now()), .queued(Identifier(1))])
    try await bench.answer(.failed(.notConnected), within: .seconds(1_100_000))
    #expect(try await bench.deliveries(to: endpoint.id, .parked).count == 3)
    let bulk = try await bench.redeliver.parked(to: endpoint.id, by: world.bearer, in: bench.tenant)
    #expect(bulk.count == 3 && !bulk.hasMore)
    var names: [String?] = []
    for _ in 1...3 {
      let claims = try await bench.claims()
      #expect(claims.count == 1)
      for claim in claims {
        names.append(claim.message.content.name)
        _ = try await bench.settle(claim, .status(200))
      }
    }
    #expect(names == ["call.started", "call.answered", "queue.entered"])
    await #expect(throws: RoutingFailure.notFound) {
      _ = try await bench.redeliver.parked(to: WebhookEndpoint.ID(0xBAD), by: world.bearer, in: bench.tenant)
    }
  }

  @Test func `410 disables the endpoint, which the audit log tells, and parks what is under way`() async throws {
    let endpoint = try await bench.add()
    try await bench.log([.started, .answered(at: world.time.now())])
    let first = try #require(await bench.claims().first)
    let outcome = try #require(await bench.settle(first, .status(410)))
    #expect(outcome.kind == .parked && outcome.disabled == .gone)
    #expect(try await bench.claims().isEmpty)
    #expect(try await bench.deliveries(to: endpoint.id, .parked).count == 2)
    guard case .disabled(.gone, _) = try await bench.endpoint(endpoint.id)?.state else {
      Issue.record("the endpoint is disabled")
      return
    }
    let acts = try await world.store.read(for: bench.tenant) { scope throws(StoreFailure) in
      try await scope.auditEntries(after: 0, limit: 10).map(\.entry)
    }
    #expect(acts.last?.actor == .server && acts.last?.subject == AuditReference(.webhook, endpoint.id))
    try await bench.log([.queued(Identifier(1))])
    #expect(try await bench.deliveries(to: endpoint.id).count == 2)
  }

  @Test func `an endpoint that nothing gets through to for days is disabled, and keeps its attempts`() async throws {
    let endpoint = try await bench.add()
    try await bench.log([.started])
    try await bench.answer(.status(500))
    #expect(try await bench.endpoint(endpoint.id)?.state == .active)
    try await bench.log([.started], of: 2)
    try await bench.log([.started], of: 3)
    try await bench.answer(.status(500))
    guard case .disabled(.failing, _) = try await bench.endpoint(endpoint.id)?.state else {
      Issue.record("the endpoint is disabled")
      return
    }
    #expect(try await bench.deliveries(to: endpoint.id).map(\.attempts.count) == [10, 10, 10])
  }

  @Test func `what a sender that died had claimed is sent by another after the lease, and counts`() async throws {
    let endpoint = try await bench.add()
    try await bench.log([.started])
    let lost = try #require(await bench.claims().first)
    #expect(try await bench.claims().isEmpty)
    world.time.advance(by: WebhookDelivery.lease)
    let second = try #require(await bench.claims().first)
    #expect(second.number == 2 && second.message.id == lost.message.id)
    // Its answer comes after all: a success counts, whoever heard it.
    #expect(try await bench.settle(lost, .status(500)) == nil)
    #expect(try await bench.settle(lost, .status(200))?.kind == .delivered)
    #expect(try await bench.settle(second, .status(500)) == nil)
    let results = try await bench.deliveries(to: endpoint.id).map { $0.attempts.map(\.result) }
    #expect(results == [[.failed(.interrupted), .status(200)]])
  }

  @Test func `an endpoint without room is sent nothing more, and another one all the same`() async throws {
    let (full, free) = (try await bench.add(1), try await bench.add(2))
    for number in 1...3 { try await bench.log([.started], of: number) }
    let claims = try await bench.claim(of: bench.tenant) { $0 == full.id ? 0 : 2 }.claims
    #expect(claims.map(\.delivery.endpoint) == [free.id, free.id])
  }

  @Test func `what was over a month ago goes, and what isn't over stays`() async throws {
    let endpoint = try await bench.add()
    try await bench.log([.started])
    try await bench.answer(.status(200), within: .seconds(600))
    try await bench.log([.started], of: 2)
    world.time.advance(by: SweepWebhooks.retention + .seconds(1))
    #expect(try await SweepWebhooks(store: world.store, time: world.time)(of: bench.tenant) == false)
    #expect(try await bench.deliveries(to: endpoint.id).map(\.kind) == [.pending])
  }

  @Test func `an id is read as it is written`() throws {
    let text = "01890000-0000-7000-8000-000000000001.01890000-0000-7000-8000-000000000002.3"
    #expect(try #require(WebhookDelivery.ID(text)).description == text)
    for bad in ["", "1.2.3", String(text.dropLast()), "01890000-0000-7000-8000-000000000001"] {
      #expect(WebhookDelivery.ID(bad) == nil)
    }
  }
}
