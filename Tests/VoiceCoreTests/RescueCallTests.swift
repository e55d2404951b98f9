import Generators
import Testing
import VoiceCore

@Suite("Rescuing a call that nobody has")
struct RescueCallTests {
  private let carrier = Carrier()

  @Test
  func `a call is at the node that hosts its stream, with the carrier between streams, and nowhere once it is over`()
    async throws
  {
    let world = try await World()
    guard case .connect(let token, let place) = try await world.answer(try world.announcement()) else {
      throw StoreFailure.notFound
    }
    #expect(try await world.live(place)?.holder == .carrier)
    let node = Node.ID(7)
    let join = JoinStream(store: world.store, time: world.time, tokens: world.tokens, node: node)
    _ = try await join(token: token, carrierCall: "CA1")
    #expect(try await world.live(place)?.holder == .node(node))
    _ = try await world.next(try #require(CarrierCallID("CA1")), dialled: world.plan.lines[0].number)
    #expect(try await world.live(place)?.holder == .carrier)
    _ = try await world.end(.id(place.call), of: place.tenant, because: .hungUp)
    #expect(try await world.live(place) == nil)
  }

  @Test func `a call that the carrier ended meanwhile ends once, with one record`() async throws {
    let world = try await World()
    let (place, seen) = try await orphan(in: world)
    carrier.set("CA1", .over(.hungUp))
    async let first = rescue(in: world)(seen, of: place.tenant)
    async let second = rescue(in: world)(seen, of: place.tenant)
    _ = try await (first, second)
    #expect(try await world.call(place).ending?.cause == .hungUp)
    #expect(try await world.live(place) == nil)
    let ends = try await world.store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.facts(of: place.call).count { if case .ended = $0.fact { true } else { false } }
    }
    #expect(ends == 1)
    let record = try await world.store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.detailRecord(of: place.call)
    }
    #expect(record?.cause == .hungUp)
  }

  @Test func `a call that is up is brought back once, and another stream may carry it`() async throws {
    let world = try await World()
    let (place, seen) = try await orphan(in: world)
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .broughtBack)
    #expect(carrier.asked == ["state CA1", "anew CA1"])
    // Whoever saw the same is late.
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .isHeld)
    #expect(carrier.asked.count == 2)
    let next = try await world.next(try #require(CarrierCallID("CA1")), dialled: world.plan.lines[0].number)
    guard case .reconnect(let token, _) = next else {
      Issue.record("the carrier isn't told to reconnect: \(next)")
      return
    }
    #expect(try await world.join(token: token, carrierCall: "CA1").stream == 2)
    #expect(try await world.call(place).hasEnded == false)
  }

  @Test func `a call that isn't brought back after some rescues is ended and hung up`() async throws {
    let world = try await World()
    let (place, _) = try await orphan(in: world)
    for _ in 1...RescueCall.maximumRescues {
      let seen = try #require(try await world.live(place))
      #expect(try await rescue(in: world)(seen, of: place.tenant) == .broughtBack)
    }
    let seen = try #require(try await world.live(place))
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .over)
    #expect(try await world.call(place).ending?.cause == .streamLost)
    #expect(try await world.pending(place) == [.hangUp])
  }

  @Test func `who talks with a person is left alone as long as the carrier says so`() async throws {
    let world = try await World()
    let (place, _) = try await orphan(in: world)
    _ = try await world.advance(.personWanted(.callerWish, nil), in: place)
    _ = try await world.next(try #require(CarrierCallID("CA1")), dialled: world.plan.lines[0].number)
    let seen = try #require(try await world.live(place))
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .isHeld)
    #expect(carrier.asked == ["state CA1"])
    carrier.set("CA1", .over(.hungUp))
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .over)
  }

  @Test(arguments: [TelephonyFailure.unavailable, .throttled, .refused(status: 401), .notConfigured])
  func `a carrier that doesn't say how a call stands ends none, until no carrier could have it any more`(
    failure: TelephonyFailure
  ) async throws {
    let world = try await World()
    let (place, seen) = try await orphan(in: world)
    carrier.failAlways(failure)
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .unknown(failure))
    world.time.advance(by: LegLimits.longest - .seconds(60))
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .unknown(failure))
    #expect(try await world.call(place).hasEnded == false)
    world.time.advance(by: .seconds(60))
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .over)
    #expect(try await world.call(place).ending?.cause == .streamLost)
  }

  @Test(arguments: [TelephonyFailure.throttled, .refused(status: 401), .notConfigured])
  func `a carrier that wouldn't ask anew hasn't been told`(failure: TelephonyFailure) async throws {
    let world = try await World()
    let (place, seen) = try await orphan(in: world)
    for _ in 1...5 {
      carrier.failToAskAnew(failure)
      #expect(try await rescue(in: world)(seen, of: place.tenant) == .postponed(failure))
      #expect(try await world.live(place) == seen)
    }
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .broughtBack)
  }

  @Test func `where the carrier's answer was lost, it may have been told`() async throws {
    let world = try await World()
    let (place, seen) = try await orphan(in: world)
    carrier.failToAskAnew(.unavailable)
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .postponed(.unavailable))
    let live = try #require(try await world.live(place))
    #expect(live.rescues == 1)
    #expect(live.awaitedSince != nil)
    #expect(try await rescue(in: world)(live, of: place.tenant) == .broughtBack)
  }

  @Test func `a caller whose hand-over nobody carried out isn't taken to talk with somebody`() async throws {
    let world = try await World()
    let (place, _) = try await orphan(in: world)
    _ = try await world.advance(.personWanted(.callerWish, nil), in: place)
    var seen = try #require(try await world.live(place))
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .broughtBack)
    // The carrier never asked: it is told again, and not believed to have dialled.
    seen = try #require(try await world.live(place))
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .broughtBack)
    _ = try await world.next(try #require(CarrierCallID("CA1")), dialled: world.plan.lines[0].number)
    seen = try #require(try await world.live(place))
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .isHeld)
  }

  @Test func `a call isn't given up when a stream joins while the carrier is asked`() async throws {
    let world = try await World()
    let (place, _) = try await orphan(in: world)
    for _ in 1...RescueCall.maximumRescues {
      let seen = try #require(try await world.live(place))
      #expect(try await rescue(in: world)(seen, of: place.tenant) == .broughtBack)
    }
    let seen = try #require(try await world.live(place))
    let (id, line) = (try #require(CarrierCallID("CA1")), world.plan.lines[0].number)
    carrier.meanwhile {
      guard case .reconnect(let token, _) = try? await world.next(id, dialled: line) else { return }
      _ = try? await world.join(token: token, carrierCall: "CA1")
    }
    #expect(try await rescue(in: world)(seen, of: place.tenant) == .isHeld)
    #expect(try await world.call(place).hasEnded == false)
    #expect(try await world.call(place).streams == 2)
  }

  private func rescue(in world: World) -> RescueCall {
    RescueCall(store: world.store, carrier: carrier, time: world.time)
  }

  private func orphan(in world: World) async throws -> (CallPlace, LiveCall) {
    let place = try await world.callInProgress().place
    return (place, try #require(try await world.live(place)))
  }
}

extension World {
  func live(_ place: CallPlace) async throws -> LiveCall? {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in try await scope.liveCall(place.call) }
  }
}
