import CallRuntime
import Generators
import Logging
import MediaBridge
import NIOCore
import NIOEmbedded
import RuntimeStage
import Synchronization
import Testing
import VoiceCore

@Suite("Voice AIs that stand in for each other", .timeLimit(.minutes(1)))
struct ReceptionistChainTests {
  private static let log = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
  private static let brief = ReceptionistBrief(company: "Acme", language: .english, knowledge: [], departments: [])

  /// Joins a chain on a loop of its own.
  private func join(
    _ members: [ReceptionistChain.Member], _ body: (NIOLoopBound<any ReceptionistLeg>) async throws -> Void = { _ in }
  ) async throws {
    let loop = NIOAsyncTestingEventLoop()
    let chain = ReceptionistChain(members, prompts: .none, log: Self.log)
    do {
      let seat = try await chain.join(Self.brief, at: loop) { _ in }
      try await body(seat.leg)
      try await loop.submit { seat.leg.value.leave(at: 0) }.get()
    } catch {
      await loop.shutdownGracefully()
      throw error
    }
    await loop.shutdownGracefully()
  }

  private func member(_ name: String, _ voiceAI: ScriptedReceptionist, _ gate: ServiceGate = .open)
    -> ReceptionistChain.Member
  {
    ReceptionistChain.Member(name, voiceAI, gate: gate, hearsSpeech: true)
  }

  @Test func `the first who can be had takes the call`() async throws {
    let (first, second) = (ScriptedReceptionist(failing: .unreachable), ScriptedReceptionist())
    try await join([member("first", first), member("second", second)])
    #expect(second.hasJoined)
  }

  @Test func `when nobody can be had the last one's reason is told`() async throws {
    let members = [VoiceAIFailure.unreachable, .notAvailable].map {
      member("one of them", ScriptedReceptionist(failing: $0))
    }
    await #expect(throws: VoiceAIFailure.notAvailable) { try await join(members) }
  }

  @Test func `a provider that is down is asked by so many calls and by no others, until its time is over`() async throws
  {
    let time = ManualTime()
    let breaker = Breaker(
      of: "test", CircuitBreaker.Rule(threshold: 2, openTime: .seconds(30)), time: time, log: Self.log)
    let asked = Mutex(0)
    let gate = breaker.gate
    let counting = ServiceGate(
      admit: {
        let permit = gate.admit()
        if permit != nil { asked.withLock { $0 += 1 } }
        return permit
      }, tell: gate.tell)
    let members = [
      member("down", ScriptedReceptionist(failing: .unreachable), counting), member("up", ScriptedReceptionist()),
    ]
    for _ in 1...5 { try await join(members) }
    #expect(asked.withLock { $0 } == 2)
    time.advance(by: .seconds(30))
    for _ in 1...5 { try await join(members) }
    #expect(asked.withLock { $0 } == 3, "one probe")
  }

  @Test func `one that fails in the midst of a call is followed by the next, which knows how far the count is`()
    async throws
  {
    let (first, second) = (ScriptedReceptionist(), ScriptedReceptionist())
    let told = Mutex<[ReceptionistEvent]>([])
    let loop = NIOAsyncTestingEventLoop()
    let chain = ReceptionistChain([member("first", first), member("second", second)], prompts: .none, log: Self.log)
    let seat = try await chain.join(Self.brief, at: loop) { event in told.withLock { $0.append(event) } }
    first.say(.judged(Attempt.ID(1), .failed))
    first.say(.failed(.unreachable))
    // A key that is pressed meanwhile waits for the next.
    try await loop.submit { seat.leg.value.callerPressed("1") }.get()
    while second.keys.isEmpty { await Task.yield() }
    first.say(.failed(.unreachable))
    try await loop.submit {}.get()
    #expect(told.withLock { $0 } == [.judged(Attempt.ID(1), .failed)], "nobody hears of it but the next")
    #expect(second.briefs.map(\.attemptsSoFar) == [1] && second.briefs.allSatisfy(\.isResumed))
    seat.direct(.close)
    while second.directives.isEmpty { await Task.yield() }
    #expect(second.directives == [.close] && first.directives.isEmpty)
    try await loop.submit { seat.leg.value.leave(at: 0) }.get()
    await loop.shutdownGracefully()
  }

  @Test func `while a person speaks nobody owes the caller an answer, and whose turn it is knows`() async throws {
    let (first, second) = (ScriptedReceptionist(), ScriptedReceptionist())
    try await join([member("first", first), member("second", second)]) { leg in
      let loop = try #require(leg.eventLoop as? NIOAsyncTestingEventLoop)
      try await loop.submit {
        leg.value.join(SilentFloor())
        leg.value.lostFloor(at: 0)
      }.get()
      await loop.advanceTime(by: .seconds(60))
      #expect(first.floorNews == [.lost] && !second.hasJoined)
      try await loop.submit { leg.value.gotFloor() }.get()
      #expect(first.floorNews == [.lost, .got])
      await loop.advanceTime(by: .seconds(3))
      while !second.hasJoined { await Task.yield() }
    }
  }
}

/// A floor on which nothing is heard.
private final class SilentFloor: Floor {
  func say(_ chunk: AudioChunk) {}
  func mark() -> PlaybackMark { PlaybackMark(generation: 0, number: 0) }
  func fallSilent() -> Int { 0 }
}
