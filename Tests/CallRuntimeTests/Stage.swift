import CallRuntime
import Generators
import Logging
import MediaBridge
import MemoryStore
import NIOCore
import NIOEmbedded
import Synchronization
import Testing
import VoiceCore

/// A reception with everything around it faked but the core: a leg, a receptionist who does as told, a clock by hand.
final class Stage: Sendable {
  let store: any ErasableStore
  let time = ManualTime()
  let loop = NIOAsyncTestingEventLoop()
  let live = LiveSessions()
  let telephony = RecordingTelephony()
  let receptionist: ScriptedReceptionist
  let reception: Reception
  let desk: ScreeningDesk
  private let tokens = SecretTokens.counting()
  private let plan = TestTenant.plan(1)

  init(
    receptionist: ScriptedReceptionist = ScriptedReceptionist(), limits: ReceptionLimits = ReceptionLimits(),
    over store: any ErasableStore = MemoryStore()
  ) async throws {
    self.store = store
    self.receptionist = receptionist
    desk = ScreeningDesk(store: store, chance: Chance { 0 })
    try await ProvisionTenant(store: store)(plan)
    reception = Reception(
      joinStream: JoinStream(store: store, time: time, tokens: tokens), voiceAI: receptionist,
      work: SessionWork(store: store, telephony: telephony, time: time, desk: desk), live: live, limits: limits,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// Runs the reception around the body and ends with nothing left.
  func open(_ body: @escaping @Sendable (Stage) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await self.reception.run() }
      try await body(self)
      group.cancelAll()
      try await group.waitForAll()
    }
    #expect(live.count == 0)
    await loop.shutdownGracefully()
  }

  /// Announces a call and brings its stream.
  func arrive(token given: String? = nil) async throws -> (leg: FakeLeg, place: CallPlace) {
    let carrierID = try #require(CarrierCallID("CA1"))
    let answer = AnswerCall(
      store: store, time: time, ids: .counting(), tokens: tokens, admission: .open,
      desk: desk)
    let outcome = try await answer(.init(carrierID: carrierID, caller: .withheld, dialled: plan.lines[0].number))
    guard case .connect(let token, let place) = outcome else { throw StoreFailure.notFound }
    let leg = FakeLeg(loop)
    let bound = try await loop.submit { NIOLoopBound(leg as any CallerLeg, eventLoop: self.loop) }.get()
    #expect(reception.arrive(CallerArrival(token: given ?? token, carrierCall: "CA1", leg: bound)))
    return (leg, place)
  }

  /// A call whose stream a node has joined, and that has no session.
  func join(at node: Node.ID) async throws -> CallPlace {
    let answer = AnswerCall(
      store: store, time: time, ids: .counting(), tokens: tokens, admission: .open, desk: desk)
    let carrierID = try #require(CarrierCallID("CA1"))
    let outcome = try await answer(.init(carrierID: carrierID, caller: .withheld, dialled: plan.lines[0].number))
    guard case .connect(let token, _) = outcome else { throw StoreFailure.notFound }
    return try await JoinStream(store: store, time: time, tokens: tokens, node: node)(
      token: token, carrierCall: "CA1"
    ).place
  }

  /// The carrier asks what is next.
  func askWhatIsNext() async throws -> ContinueCall.Next {
    try await ContinueCall(store: store, time: time, tokens: tokens)(
      try #require(CarrierCallID("CA1")), dialled: plan.lines[0].number)
  }

  func live(_ place: CallPlace) async throws -> LiveCall? {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in try await scope.liveCall(place.call) }
  }

  func call(_ place: CallPlace) async throws -> Call {
    let call = try await store.read(for: place.tenant) { scope throws(StoreFailure) in try await scope.call(place.call)
    }
    return try #require(call)
  }

  /// Looks again and again until it is so; the test's time limit is the bound.
  func until(_ condition: @Sendable () async throws -> Bool) async throws {
    while try await !condition() { try await Task.sleep(for: .milliseconds(1)) }
  }
}

/// The carrier, as far as it is asked.
final class RecordingTelephony: Telephony {
  private let asked = Mutex<[String]>([])
  var hungUp: [String] { asked.withLock { $0 } }

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { asked.withLock { $0.append(leg.text) } }
}

/// A caller's leg without a socket.
final class FakeLeg: CallerLeg, Sendable {
  private struct State {
    var departures: [LegDeparture] = []
    var listener: NIOLoopBound<any CallerLegListener>?
  }

  let loop: NIOAsyncTestingEventLoop
  private let state = Mutex(State())

  init(_ loop: NIOAsyncTestingEventLoop) { self.loop = loop }

  var eventLoop: any EventLoop { loop }
  var isWritable: Bool { true }
  var departures: [LegDeparture] { state.withLock { $0.departures } }
  var isAttached: Bool { state.withLock { $0.listener != nil } }

  func attach(_ listener: any CallerLegListener) {
    let bound = NIOLoopBound(listener, eventLoop: loop)
    state.withLock { $0.listener = bound }
  }

  func play(_ chunk: AudioChunk) {}
  func mark(_ mark: PlaybackMark) {}
  func clear() {}

  func leave(_ departure: LegDeparture) {
    let isFirst = state.withLock { state in
      state.departures.append(departure)
      return state.departures.count == 1
    }
    if isFirst { hear { $0.callerLeft(.left) } }
  }

  /// Lets the listener hear something, on the loop.
  func hear(_ tell: @escaping @Sendable (any CallerLegListener) -> Void) {
    let listener = state.withLock { $0.listener }
    loop.execute { if let listener { tell(listener.value) } }
  }
}

/// A receptionist who says what the test says.
final class ScriptedReceptionist: VoiceAI {
  private struct State {
    var tell: (@Sendable (ReceptionistEvent) -> Void)?
    var directives: [ReceptionistDirective] = []
    var keys = ""
  }

  private let state = Mutex(State())
  private let failure: VoiceAIFailure?

  init(failing failure: VoiceAIFailure? = nil) { self.failure = failure }

  var directives: [ReceptionistDirective] { state.withLock { $0.directives } }
  /// What the caller pressed.
  var keys: String { state.withLock { $0.keys } }
  var hasJoined: Bool { state.withLock { $0.tell != nil } }

  func say(_ event: ReceptionistEvent) { state.withLock { $0.tell }?(event) }

  func join(
    _ brief: ReceptionistBrief, at place: any EventLoop, tell: @escaping @Sendable (ReceptionistEvent) -> Void
  ) async throws(VoiceAIFailure) -> ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>> {
    if let failure { throw failure }
    state.withLock { $0.tell = tell }
    let leg: NIOLoopBound<any ReceptionistLeg>
    do {
      leg = try await place.submit { [self] in
        let silent = SilentLeg { key in self.state.withLock { $0.keys.append(key) } }
        return NIOLoopBound(silent as any ReceptionistLeg, eventLoop: place)
      }.get()
    } catch {
      throw .unreachable
    }
    return ReceptionistSeat(leg: leg) { [self] directive in state.withLock { $0.directives.append(directive) } }
  }
}

/// A receptionist's leg that says nothing, and of what it hears notes the keys.
final class SilentLeg: ReceptionistLeg {
  private let note: (Character) -> Void

  init(noting note: @escaping (Character) -> Void = { _ in }) { self.note = note }

  func join(_ floor: any Floor) {}
  func callerSpoke(_ chunk: AudioChunk, at milliseconds: Int) {}
  func callerPressed(_ key: Character) { note(key) }
  func callerHeard(_ mark: PlaybackMark) {}
  func callerBrokeIn(at position: Int) {}
  func callerFellSilent() {}
  func leave(at position: Int) {}
}
