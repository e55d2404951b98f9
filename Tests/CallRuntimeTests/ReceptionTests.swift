import CallRuntime
import Generators
import MediaBridge
import MemoryStore
import NIOCore
import RuntimeStage
import Synchronization
import Testing
import VoiceCore

@Suite("A reception", .timeLimit(.minutes(1)))
struct ReceptionTests {
  @Test func `the third failed attempt hands over, and the stream is closed once that was said`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      for number in 1...3 { stage.receptionist.say(.judged(Attempt.ID(number), .failed)) }
      try await stage.until { stage.receptionist.directives.count == 3 }
      #expect(stage.receptionist.directives.last == .handOver(Transfer(reason: .attemptsExhausted)))
      #expect(leg.departures.isEmpty)
      stage.receptionist.say(.said("One moment."))
      stage.receptionist.say(.finished)
      try await stage.until { stage.live.count == 0 }
      #expect(leg.departures == [.finished])
      #expect(try await stage.call(place).status == .transferring)
      let said = try await stage.store.read(for: place.tenant) { scope throws(StoreFailure) in
        try await scope.transcript(of: place.call).map(\.text)
      }
      #expect(said == ["One moment."])
    }
  }

  @Test func `a stream without a good token is turned away`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive(token: "guessed")
      try await stage.until { !leg.departures.isEmpty }
      #expect(leg.departures == [.refused])
      #expect(try await stage.call(place).status == .ringing)
    }
  }

  @Test func `a caller who hangs up ends the call`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 0 }
      #expect(try await stage.call(place).ending?.cause == .hungUp)
    }
  }

  @Test func `a hang-up while the store is away is kept when it is back`() async throws {
    let store = AwayStore()
    try await Stage(over: store).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      store.goAway()
      leg.hear { $0.callerLeft(.stopped) }
      for refusal in 1...3 {
        try await stage.until { store.refusals == refusal }
        await stage.time.waitForSleepers(1)
        #expect(stage.live.count == 1)
        if refusal == 3 { store.comeBack() }
        stage.time.advance(by: .milliseconds(500))
      }
      try await stage.until { stage.live.count == 0 }
      #expect(try await stage.call(place).ending?.cause == .hungUp)
    }
  }

  @Test func `a hang-up that couldn't be kept at all is found by the node, and ends the call once`() async throws {
    let store = AwayStore()
    try await Stage(over: store).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      store.goAway()
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until {
        stage.time.advance(by: .seconds(1))
        return stage.live.count == 0
      }
      store.comeBack()
      #expect(try await stage.call(place).hasEnded == false)
      let limits = OrphanLimits()
      let own = OwnCalls(
        of: Node.ID(0), store: store, live: stage.live, time: stage.time, grace: limits.grace)
      let memory = OwnCalls.Memory()
      #expect(try await own.round(of: place.tenant, memory) == 0)
      stage.time.advance(by: limits.grace)
      #expect(try await own.round(of: place.tenant, memory) == 1)
      #expect(try await own.round(of: place.tenant, memory) == 0)
      // The node lives, and leads under its name.
      let carrier = AskedCarrier()
      carrier.isOver.withLock { $0 = true }
      let watch = OrphanWatch(
        store: store, leadership: ProcessLeadership(), carrier: carrier, time: stage.time, node: Node.ID(0))
      stage.time.advance(by: limits.answerTime)
      #expect(try await watch.round(OrphanWatch.Memory()).ended == 1)
      #expect(try await stage.call(place).ending?.cause == .hungUp)
      let ends = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
        try await scope.facts(of: place.call).count { if case .ended = $0.fact { true } else { false } }
      }
      #expect(ends == 1)
    }
  }

  @Test func `a caller whom another node brings back to itself hasn't hung up`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      // This node lives, but the others can't see it.
      let carrier = AskedCarrier()
      let watch = OrphanWatch(
        store: stage.store, leadership: ProcessLeadership(), carrier: carrier, time: stage.time, node: Node.ID(8))
      #expect(try await watch.round(OrphanWatch.Memory()).rescued == 1)
      #expect(carrier.asked == ["state CA1", "anew CA1"])
      leg.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 0 }
      #expect(try await stage.call(place).hasEnded == false)
      guard case .reconnect = try await stage.askWhatIsNext() else {
        Issue.record("the call doesn't go on")
        return
      }
    }
  }

  @Test func `who is handed over is the carrier's as soon as the stream is closed`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      stage.receptionist.say(.personWanted(.callerWish, nil))
      try await stage.until { stage.receptionist.directives.count == 1 }
      stage.receptionist.say(.finished)
      try await stage.until { stage.live.count == 0 }
      let live = try #require(try await stage.live(place))
      #expect(live.holder == .carrier)
      #expect(live.awaitedSince != nil)
      // Where its question is lost, it is told to ask.
      let carrier = AskedCarrier()
      let watch = OrphanWatch(
        store: stage.store, leadership: ProcessLeadership(), carrier: carrier, time: stage.time, node: Node.ID(0))
      stage.time.advance(by: OrphanLimits().answerTime)
      #expect(try await watch.round(OrphanWatch.Memory()).rescued == 1)
    }
  }

  @Test(arguments: [LegEnd.lost, .starved, .misbehaved(.init("a test"))])
  func `a stream that breaks ends the call only after its grace, with the carrier told`(end: LegEnd) async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      leg.hear { $0.callerLeft(end) }
      await stage.time.waitForSleepers(1)
      #expect(try await stage.call(place).hasEnded == false)
      try await stage.until {
        stage.time.advance(by: ReceptionLimits().streamGrace)
        return stage.live.count == 0
      }
      #expect(try await stage.call(place).ending?.cause == .streamLost)
      #expect(stage.telephony.hungUp == ["CA1"])
    }
  }

  @Test func `without a receptionist a person takes over`() async throws {
    try await Stage(receptionist: ScriptedReceptionist(failing: .notAvailable), over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { stage.live.count == 0 && !leg.departures.isEmpty }
      #expect(leg.departures == [.finished])
      #expect(try await stage.call(place).transfer?.reason == .aiUnavailable)
    }
  }

  @Test func `a drain leaves to the carrier what doesn't finish in time, and waits for its question`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      async let drained: Void = stage.reception.drain(within: .seconds(1))
      try await stage.until {
        stage.time.advance(by: .milliseconds(50))
        return stage.live.count == 0
      }
      #expect(leg.departures == [.finished])
      #expect(try await stage.call(place).hasEnded == false)
      guard case .dial(_, .some, _) = try await stage.askWhatIsNext(admission: Admission { .draining }) else {
        Issue.record("no person takes over")
        return
      }
      stage.time.advance(by: .seconds(1))
      await drained
      #expect(stage.telephony.hungUp.isEmpty)
    }
  }

  @Test func `a drain doesn't wait for ever for a question that is lost`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      try await Self.drain(stage)
      #expect(try await stage.live(place)?.awaitedSince != nil)
    }
  }

  @Test func `a node that goes doesn't cut short a goodbye that ends the call anyway`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      stage.live.close(sessionsOf: place.tenant, at: stage.time.now())
      try await stage.until { stage.receptionist.directives == [.close] }
      try await Self.drain(stage)
      #expect(try await stage.call(place).ending?.cause == .closed)
    }
  }

  /// Time passes until the drain comes to its end.
  private static func drain(_ stage: Stage) async throws {
    let isOver = Mutex(false)
    async let drained: Void = {
      await stage.drain(within: .zero)
      isOver.withLock { $0 = true }
    }()
    try await stage.until {
      stage.time.advance(by: .milliseconds(100))
      return isOver.withLock { $0 }
    }
    await drained
  }

  @Test func `no more streams are taken than calls may live on a node, until one of them is over`() async throws {
    var limits = ReceptionLimits()
    limits.maximumSessions = 2
    try await Stage(limits: limits, over: MemoryStore()).open { stage in
      let (first, _) = try await stage.arrive(1)
      let (second, _) = try await stage.arrive(2)
      // All three rang before one of them lived.
      guard case .connect(let token, _) = try await stage.announce(3) else { return #expect(Bool(false)) }
      #expect(try await !stage.bring(FakeLeg(stage.loop), token: token, of: 3))
      try await stage.until { first.isAttached && second.isAttached }
      first.hear { $0.callerLeft(.stopped) }
      try await stage.until { stage.live.count == 1 }
      try await stage.until { try await stage.bring(FakeLeg(stage.loop), token: token, of: 3) }
      try await stage.until { stage.live.count == 2 }
    }
  }

  @Test func `no more streams wait than may`() async throws {
    var limits = ReceptionLimits()
    limits.maximumWaitingArrivals = 2
    // Nobody serves.
    let stage = try await Stage(limits: limits, over: MemoryStore())
    var taken = 0
    for number in 1...5 where try await stage.bring(FakeLeg(stage.loop), token: "any", of: number) { taken += 1 }
    #expect(taken == 2)
    try await stage.loop.shutdownGracefully()
  }

  @Test func `a flood of events ends the stream instead of losing some`() async throws {
    var limits = ReceptionLimits()
    limits.maximumWaitingEvents = 4
    try await Stage(limits: limits, over: MemoryStore()).open { stage in
      let (leg, _) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      for number in 1...10_000 { stage.receptionist.say(.judged(Attempt.ID(number), .served)) }
      try await stage.until { !leg.departures.isEmpty }
      #expect(leg.departures.first == .failed)
      try await stage.until {
        stage.time.advance(by: ReceptionLimits().streamGrace)
        return stage.live.count == 0
      }
    }
  }

  @Test func `time that is up while a person is rung doesn't end the call`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      stage.receptionist.say(.personWanted(.callerWish, nil))
      try await stage.until { stage.receptionist.directives.count == 1 }
      await stage.time.waitForSleepers(1)
      stage.time.advance(by: ReceptionLimits().maximumCall)
      try await stage.until { stage.receptionist.directives.count == 2 }
      stage.receptionist.say(.finished)
      try await stage.until { stage.live.count == 0 }
      #expect(try await stage.call(place).status == .transferring)
    }
  }

  @Test func `a call that lasts too long is closed with a goodbye`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      await stage.time.waitForSleepers(1)
      stage.time.advance(by: ReceptionLimits().maximumCall)
      try await stage.until { stage.receptionist.directives == [.close] }
      stage.receptionist.say(.finished)
      try await stage.until { stage.live.count == 0 }
      #expect(try await stage.call(place).ending?.cause == .closed)
    }
  }

  @Test func `a receptionist who never finishes the goodbye doesn't keep the call`() async throws {
    try await Stage(over: MemoryStore()).open { stage in
      let (leg, place) = try await stage.arrive()
      try await stage.until { leg.isAttached }
      await stage.time.waitForSleepers(1)
      stage.time.advance(by: ReceptionLimits().maximumCall)
      try await stage.until { stage.receptionist.directives == [.close] }
      await stage.time.waitForSleepers(1)
      stage.time.advance(by: ReceptionLimits().maximumGoodbye)
      try await stage.until { stage.live.count == 0 }
      #expect(try await stage.call(place).ending?.cause == .closed)
      #expect(leg.departures == [.finished])
    }
  }
}
