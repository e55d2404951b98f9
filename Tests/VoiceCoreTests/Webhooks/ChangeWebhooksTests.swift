import Generators
import Testing
import VoiceCore

@Suite("Saying where events are sent to")
struct ChangeWebhooksTests {
  private let bench: WebhookBench
  private var world: World { bench.world }

  init() async throws { bench = try await WebhookBench() }

  @Test func `an endpoint is asked by a signed message, and active once it has said yes`() async throws {
    let endpoint = try await bench.add()
    #expect(endpoint.state == .active)
    let asked = try #require(bench.receiver.seen.first)
    #expect(asked.secrets == [endpoint.secret] && asked.id.hasPrefix("ver_"))
    guard case .verification = asked.content else {
      Issue.record("the question says what it is")
      return
    }
    #expect(try await bench.add() == endpoint)
    #expect(bench.receiver.seen.count == 1)
  }

  @Test func `one that doesn't answer is kept unverified, sent nothing, and can be asked again`() async throws {
    bench.receiver.answer(.failed(.timedOut))
    let endpoint = try await bench.add()
    #expect(endpoint.state == .unverified)
    try await bench.log([.started])
    #expect(try await bench.claims().isEmpty)
    bench.receiver.answer(.status(204))
    #expect(try await bench.change.verify(endpoint.id, by: world.bearer, in: bench.tenant).state == .active)
    try await bench.log([.answered(at: world.time.now())])
    #expect(try await bench.claims().map(\.message.content.name) == ["call.answered"])
  }

  @Test func `an address that may not be sent to is refused by its field`() async throws {
    await #expect(throws: RoutingFailure.refused(RefusedSetting("url", .malformed))) {
      _ = try await bench.change.add(
        WebhookEndpoint.ID(7), at: try #require(WebhookURL("http://hooks.example")), .all, by: world.bearer,
        in: bench.tenant)
    }
    bench.receiver.answer(.failed(.addressRefused))
    await #expect(throws: RoutingFailure.refused(RefusedSetting("url", .notPublic))) { _ = try await bench.add() }
    #expect(try await bench.read.endpoints(of: bench.tenant).isEmpty)
  }

  @Test func `a tenant has so many and no more`() async throws {
    for number in 1...WebhookRoster.maximumEndpoints { _ = try await bench.add(UInt128(number)) }
    await #expect(throws: RoutingFailure.refused(RefusedSetting("url", .tooMany(WebhookRoster.maximumEndpoints)))) {
      _ = try await bench.add(99)
    }
  }

  @Test func `a name that nothing is told by is refused, and so is one that comes twice`() throws {
    #expect(throws: RefusedSetting("event_types/1", .unknown)) {
      _ = try WebhookEvents(names: ["call.ended", "call.exploded"])
    }
    #expect(throws: RefusedSetting("event_types/1", .twice)) {
      _ = try WebhookEvents(names: ["call.ended", "call.ended"])
    }
    #expect(try WebhookEvents(names: []) == .all)
    #expect(WebhookEvents.names == WebhookEvents.names.sorted())
  }

  @Test func `a rotated secret signs first, and the former one for a day`() async throws {
    let endpoint = try await bench.add()
    let rotated = try await bench.change.rotateSecret(of: endpoint.id, by: world.bearer, in: bench.tenant)
    #expect(rotated.secret != endpoint.secret)
    try await bench.log([.started])
    let first = try #require(await bench.claims().first)
    #expect(first.message.secrets == [rotated.secret, endpoint.secret])
    _ = try await bench.settle(first, .status(500))
    world.time.advance(by: WebhookEndpoint.rotationTime)
    #expect(try await bench.claims().map(\.message.secrets) == [[rotated.secret]])
  }

  @Test func `another address is asked before anything is sent there`() async throws {
    let endpoint = try await bench.add()
    bench.receiver.answer(.status(500))
    var change = ChangeWebhooks.Change()
    change.url = WebhookURL("https://other.example/")
    change.events = try WebhookEvents(names: ["call.ended"])
    let changed = try await bench.change.change(endpoint.id, to: change, by: world.bearer, in: bench.tenant)
    #expect(changed.state == .unverified && changed.url == change.url && changed.events.names == ["call.ended"])
    bench.receiver.answer(.status(200))
    var enable = ChangeWebhooks.Change()
    enable.isEnabled = true
    #expect(
      try await bench.change.change(endpoint.id, to: enable, by: world.bearer, in: bench.tenant).state == .active)
  }

  @Test func `what is taken out is swept, and gone at the second time`() async throws {
    let endpoint = try await bench.add()
    try await bench.log([.started, .answered(at: world.time.now())])
    try await bench.change.remove(endpoint.id, by: world.bearer, in: bench.tenant)
    await #expect(throws: RoutingFailure.notFound) {
      try await bench.change.remove(endpoint.id, by: world.bearer, in: bench.tenant)
    }
    #expect(try await bench.claims().isEmpty)
    let sweep = SweepWebhooks(store: world.store, time: world.time)
    #expect(try await sweep(of: bench.tenant) == false)
    let left = try await world.store.read(for: bench.tenant) { scope throws(StoreFailure) in
      (try await scope.oldestWebhooks(of: endpoint.id, nil, limit: 9).count, try await scope.webhookRoster())
    }
    #expect(left.0 == 0 && left.1 == WebhookRoster())
  }
}

extension WebhookMessage.Content {
  /// The event's public name.
  var name: String? { if case .event(let event) = self { event.fact.eventName } else { nil } }
}
