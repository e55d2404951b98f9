public import Logging
public import MediaBridge
public import NIOCore
internal import Synchronization
public import VoiceCore

/// The voice AI as this runtime knows it: legs on event loops.
public typealias RuntimeVoiceAI = any VoiceAI<any EventLoop, NIOLoopBound<any ReceptionistLeg>>

/// Where callers' streams arrive: joins each to its call and hosts its session until it is over.
///
/// `run()` is the parent of every session, so nothing that lives for a call outlives it.
public final class Reception: Sendable {
  private let arrivals: AsyncStream<CallerArrival>
  private let door: AsyncStream<CallerArrival>.Continuation
  private let joinStream: JoinStream
  private let voiceAI: RuntimeVoiceAI
  private let work: SessionWork
  private let live: LiveSessions
  private let limits: ReceptionLimits
  private let log: Logger
  /// Streams that were taken and whose sessions aren't over.
  private let taken = Atomic<Int>(0)

  /// A reception that serves with this voice AI. `live` is shared with whoever asks how many calls there are.
  public init(
    joinStream: JoinStream, voiceAI: RuntimeVoiceAI, work: SessionWork, live: LiveSessions,
    limits: ReceptionLimits = ReceptionLimits(), log: Logger
  ) {
    (arrivals, door) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(limits.maximumWaitingArrivals))
    self.joinStream = joinStream
    self.voiceAI = voiceAI
    self.work = work
    self.live = live
    self.limits = limits
    self.log = log
  }

  /// Takes a stream that has begun. `false` when too many wait or live, or the reception is closed: then it isn't taken.
  ///
  /// Calls are counted when they ring, by the sessions that live then; so more may have been let in than there is room for.
  public func arrive(_ arrival: CallerArrival) -> Bool {
    if taken.add(1, ordering: .relaxed).newValue <= limits.maximumSessions, case .enqueued = door.yield(arrival) {
      return true
    }
    taken.subtract(1, ordering: .relaxed)
    return false
  }

  /// Takes no further stream. Twice is once.
  public func close() { door.finish() }

  /// Serves until `close` and until the last session is over; cancelling ends the sessions at once.
  public func run() async {
    await withDiscardingTaskGroup { group in
      for await arrival in arrivals { group.addTask { await self.serve(arrival) } }
    }
  }

  /// Takes no further stream, lets running sessions finish for that long, then leaves their calls to the carrier, which asks
  /// what is next: another node goes on with the call, or a person (property 48). Returns when no session is left and the
  /// carrier has asked, or takes too long to.
  public func drain(within limit: Duration) async {
    close()
    let running = live.places
    await live.waitUntilEmpty(atMost: limit, by: work.time)
    if live.count > 0 {
      log.notice("calls are left to the carrier by the drain", metadata: ["count": "\(live.count)"])
      live.drainAll()
      await live.waitUntilEmpty(atMost: limits.endingGrace, by: work.time)
    }
    await waitForQuestions(about: running)
  }

  /// While the carrier is about to ask about one of these calls, somebody should be there to answer.
  private func waitForQuestions(about places: Set<CallPlace>) async {
    let deadline = work.time.now() + limits.questionTime
    for place in places.sorted(by: { ($0.tenant, $0.call) < ($1.tenant, $1.call) }) {
      while await work.isAwaited(place), work.time.now() < deadline {
        do { try await work.time.sleep(for: .milliseconds(50)) } catch { return }
      }
    }
  }

  /// What doesn't work now is tried again by whoever attends to recordings.
  private func beginRecording(of joined: JoinStream.Joined) async {
    guard joined.isToRecord, let attend = work.recordings else { return }
    do throws(StoreFailure) {
      _ = try await attend(Recording.ID(of: joined.place.call), of: joined.place.tenant)
    } catch {
      log.about(joined.place).warning("a recording didn't begin at once", metadata: ["reason": "\(error)"])
    }
  }

  /// In a task of its own, which takes its stack along: see `CallSession.aside`.
  @inline(never)
  private func join(_ arrival: CallerArrival) async throws(JoinFailure) -> JoinStream.Joined {
    async let joined = outcome(of: arrival)
    return try await joined.get()
  }

  /// As a value: a task throws any error.
  private func outcome(of arrival: CallerArrival) async -> Result<JoinStream.Joined, JoinFailure> {
    do throws(JoinFailure) {
      return .success(try await joinStream(token: arrival.token, carrierCall: arrival.carrierCall))
    } catch {
      return .failure(error)
    }
  }

  private func serve(_ arrival: CallerArrival) async {
    defer { taken.subtract(1, ordering: .relaxed) }
    let joined: JoinStream.Joined
    do throws(JoinFailure) {
      joined = try await join(arrival)
    } catch {
      log.warning("a stream was turned away", metadata: ["reason": "\(error)"])
      let departure: LegDeparture = if case .store = error { .unavailable } else { .refused }
      arrival.leg.onLoop { $0.leave(departure) }
      return
    }
    let session = CallSession(
      joined: joined, leg: arrival.leg, work: work, limits: limits,
      log: log.about(joined.place))
    // Beside the session: the caller needn't wait for the carrier's answer.
    async let recording: Void = beginRecording(of: joined)
    await live.hold(session.control, session.operators, for: joined.place) { await session.run(with: voiceAI) }
    await recording
  }
}
