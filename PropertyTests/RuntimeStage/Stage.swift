public import CallRuntime
public import Generators
import Logging
import MediaBridge
import NIOCore
public import NIOEmbedded
public import VoiceCore

/// A reception with everything around it faked but the core: legs without sockets, a receptionist who does as told, a clock
/// by hand.
public final class Stage: Sendable {
  public let store: any ErasableStore
  public let time = ManualTime()
  public let loop = NIOAsyncTestingEventLoop()
  public let live = LiveSessions()
  public let telephony = RecordingTelephony()
  public let receptionist: ScriptedReceptionist
  public let reception: Reception
  public let desk: ScreeningDesk
  private let ids = IDSource.counting()
  private let tokens = SecretTokens.counting()
  private let plan = TestTenant.plan(1)

  /// A reception over this store, which gets a small tenant.
  public init(
    receptionist: ScriptedReceptionist = ScriptedReceptionist(), limits: ReceptionLimits = ReceptionLimits(),
    over store: any ErasableStore
  ) async throws {
    self.store = store
    self.receptionist = receptionist
    desk = ScreeningDesk(store: store, chance: Chance { 0 })
    try await ProvisionTenant(store: store)(plan)
    reception = Reception(
      joinStream: JoinStream(store: store, time: time, tokens: tokens), voiceAI: receptionist,
      work: SessionWork(
        store: store, telephony: telephony, time: time, desk: desk,
        attend: AttendCall(
          store: store, time: time,
          auditing: Auditing(time: time, ids: ids, digest: AuditDigest { Array($0.suffix(8)) }))),
      live: live, limits: limits,
      log: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
  }

  /// What is wrong with a performance.
  public enum Failure: Error, CustomStringConvertible {
    case notConnected
    case sessionsLeft(Int)

    public var description: String {
      switch self {
      case .notConnected: "a call that was announced isn't connected"
      case .sessionsLeft(let count): "\(count) sessions are left"
      }
    }
  }

  /// Runs the reception around the body and ends with nothing left.
  /// - Throws: `Failure.sessionsLeft`, and what the body throws.
  public func open(_ body: @escaping @Sendable (Stage) async throws -> Void) async throws {
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask { await self.reception.run() }
      let result: Result<Void, any Error>
      do { result = .success(try await body(self)) } catch { result = .failure(error) }
      group.cancelAll()
      try await group.waitForAll()
      try result.get()
    }
    await loop.shutdownGracefully()
    guard live.count == 0 else { throw Failure.sessionsLeft(live.count) }
  }

  /// Announces the call of this number, at a node that admits calls like this.
  public func announce(
    _ number: Int = 1, from caller: Caller = .withheld, admission: Admission = .open
  ) async throws -> AnswerCall.Answer {
    let answer = AnswerCall(
      store: store, time: time, ids: ids, tokens: tokens, admission: admission, desk: desk)
    return try await answer(.init(carrierID: Self.name(of: number), caller: caller, dialled: plan.lines[0].number))
  }

  /// Brings the stream of a call that was announced; `false` when nobody takes it.
  public func bring(_ leg: FakeLeg, token: String, of number: Int = 1) async throws -> Bool {
    let bound = try await loop.submit { [loop] in NIOLoopBound(leg as any CallerLeg, eventLoop: loop) }.get()
    return reception.arrive(CallerArrival(token: token, carrierCall: Self.name(of: number).text, leg: bound))
  }

  /// Announces a call and brings its stream.
  /// - Throws: `Failure.notConnected` when either isn't taken.
  public func arrive(
    _ number: Int = 1, from caller: Caller = .withheld, token given: String? = nil
  ) async throws -> (leg: FakeLeg, place: CallPlace) {
    guard case .connect(let token, let place) = try await announce(number, from: caller) else {
      throw Failure.notConnected
    }
    let leg = FakeLeg(loop)
    guard try await bring(leg, token: given ?? token, of: number) else { throw Failure.notConnected }
    return (leg, place)
  }

  /// A call whose stream a node has joined, and that has no session.
  public func join(at node: Node.ID) async throws -> CallPlace {
    guard case .connect(let token, _) = try await announce() else { throw Failure.notConnected }
    return try await JoinStream(store: store, time: time, tokens: tokens, node: node)(
      token: token, carrierCall: Self.name(of: 1).text
    ).place
  }

  /// The carrier asks what is next, at a node that admits calls like this.
  public func askWhatIsNext(_ number: Int = 1, admission: Admission = .open) async throws -> ContinueCall.Next {
    try await ContinueCall(store: store, time: time, tokens: tokens, admission: admission)(
      Self.name(of: number), dialled: plan.lines[0].number)
  }

  public func live(_ place: CallPlace) async throws -> LiveCall? {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in try await scope.liveCall(place.call) }
  }

  public func call(_ place: CallPlace) async throws -> Call {
    let call = try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.call(place.call)
    }
    guard let call else { throw StoreFailure.notFound }
    return call
  }

  /// What was said in a call, as it is stored.
  public func transcript(of place: CallPlace) async throws -> [String] {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.transcript(of: place.call).map(\.text)
    }
  }

  /// Tells the reception that its node goes; returns when it may.
  public func drain(within limit: Duration) async { await reception.drain(within: limit) }

  /// How many calls have a session.
  public var sessions: Int { live.count }

  /// Looks again and again until it is so; the caller's time limit is the bound.
  public func until(_ condition: @Sendable () async throws -> Bool) async throws {
    while try await !condition() { try await Task.sleep(for: .milliseconds(1)) }
  }

  private static func name(of number: Int) -> CarrierCallID {
    guard let name = CarrierCallID("CA\(number)") else { preconditionFailure("the name is one") }
    return name
  }
}
