import Logging
import MediaBridge
import Metrics
import NIOCore
import VoiceCore

/// What lives while a call's stream lives: joins the legs, asks the core about every turn, and closes everything again.
final class CallSession: Sendable {
  typealias Seat = ReceptionistSeat<NIOLoopBound<any ReceptionistLeg>>

  let control: SessionControl
  let operators: OperatorDesk
  private let joined: JoinStream.Joined
  private let leg: NIOLoopBound<any CallerLeg>
  private let events: AsyncStream<SessionEvent>
  private let work: SessionWork
  private let limits: ReceptionLimits
  private let log: Logger
  /// Joins the two legs, from when a receptionist is there.
  private let bridge: NIOLoopBoundBox<Bridge?>
  /// The call has lasted as long as it may.
  private let longest: Alarm
  /// So has its goodbye.
  private let overdue: Alarm
  /// Digits are complete, if no other comes.
  private let digits: Alarm
  /// It is time to look at the session's limits.
  private let looks: Alarm

  init(
    joined: JoinStream.Joined, leg: NIOLoopBound<any CallerLeg>, work: SessionWork, limits: ReceptionLimits, log: Logger
  ) {
    let (events, continuation) = AsyncStream<SessionEvent>.makeStream(
      bufferingPolicy: .bufferingOldest(limits.maximumWaitingEvents))
    self.events = events
    bridge = .makeEmptyBox(valueType: Bridge.self, eventLoop: leg.eventLoop)
    let control = SessionControl(continuation: continuation) { leg.onLoop { $0.leave(.failed) } }
    let overdue = Alarm(by: work.time) { control.tell(.goodbyeIsOverdue) }
    longest = Alarm(by: work.time) {
      control.tell(.timeIsUp)
      overdue.set(in: limits.maximumGoodbye)
    }
    self.overdue = overdue
    digits = Alarm(by: work.time) { control.tell(.digitsAreDue) }
    looks = Alarm(by: work.time) { control.tell(.limitsAreDue) }
    self.control = control
    operators = OperatorDesk(
      joined.place, bridge, attend: work.attend, control: control, every: limits.floorPause, by: work.time, log: log)
    self.joined = joined
    self.leg = leg
    self.work = work
    self.limits = limits
    self.log = log
  }

  func run(with voiceAI: RuntimeVoiceAI) async {
    log.info("call joined", metadata: ["stream": "\(joined.stream)"])
    longest.set(in: limits.maximumCall)
    let end = await serve(with: voiceAI)
    for alarm in [longest, overdue, digits, looks] { alarm.end() }
    operators.close()
    await conclude(end)
  }

  private func serve(with voiceAI: RuntimeVoiceAI) async -> LegEnd {
    do throws(VoiceAIFailure) {
      return await converse(with: try await seat(by: voiceAI))
    } catch {
      log.error("no receptionist", metadata: ["reason": "\(error)"])
      return await handOverUnattended()
    }
  }

  /// A receptionist within the time for it; one that comes too late isn't waited for.
  private func seat(by voiceAI: RuntimeVoiceAI) async throws(VoiceAIFailure) -> Seat {
    let outcome = await withTaskGroup(of: Result<Seat, VoiceAIFailure>.self) {
      [joined, leg, control, work, limits] group in
      group.addTask {
        do throws(VoiceAIFailure) {
          return .success(
            try await voiceAI.join(joined.brief, at: leg.eventLoop) { control.tell(.receptionist($0)) })
        } catch {
          return .failure(error)
        }
      }
      group.addTask {
        try? await work.time.sleep(for: limits.maximumJoin)
        return .failure(.unreachable)
      }
      let first = await group.next() ?? .failure(.unreachable)
      group.cancelAll()
      // One that is ready just too late is sent away again.
      for await case .success(let late) in group { late.leg.onLoop { $0.leave(at: 0) } }
      return first
    }
    return try outcome.get()
  }

  /// Turn after turn, until the caller's leg is over.
  private func converse(with seat: Seat) async -> LegEnd {
    leg.eventLoop.execute { [leg, control, bridge, limits] in
      let joining = Bridge(
        caller: leg.value, receptionist: seat.leg.value, pressed: { control.tell(.pressed($0)) },
        quiet: limits.silence.map { rule in
          (.microseconds(rule.patience.wholeMicroseconds), { control.tell(.quiet($0)) })
        }
      ) { control.tell(.callerLeft($0)) }
      bridge.value = joining
      joining.open()
    }
    let meter = limits.session.map {
      SessionMeter($0.lowered(to: joined.sessionCap), at: joined.answeredAt, having: joined.usage, now: work.time.now())
    }
    var turn = Turn(
      session: self, meter: meter, silence: CallerSilence(limits.silence ?? .standard),
      transfers: TransferWatch(joined.signs), direct: seat.direct)
    await turn.begin(isVIP: joined.isVIP)
    for await event in events {
      if case .callerLeft(let end) = event {
        await turn.flush()
        return end
      }
      await turn.take(event)
    }
    // Cancelled, or flooded: nobody tells any more that the caller left.
    await turn.flush()
    leave(.unavailable)
    return .lost
  }

  /// Nobody can talk: a person takes over by the carrier's next question, which closing the stream brings about.
  private func handOverUnattended() async -> LegEnd {
    do {
      try await work.advance(.receptionistFailed, in: joined.place)
    } catch {
      log.error("hand-over not stored", metadata: ["reason": "\(error)"])
    }
    leave(.finished)
    return .left
  }

  func leave(_ departure: LegDeparture) { leg.onLoop { $0.leave(departure) } }

  /// What the end of the stream means for the call.
  private func conclude(_ end: LegEnd) async {
    log.info("stream over", metadata: ["end": "\(end)"])
    switch end {
    case .left: _ = await store(.left)
    case .stopped: _ = await store(.stopped)
    case .lost, .starved, .misbehaved:
      // A drain cuts the grace short: whoever the carrier asks goes on with the call.
      guard await carrierStaysAway() else {
        _ = await store(.left)
        return
      }
      guard let outcome = await store(.lost), outcome.isFirst else { return }
      await hangUp()
    }
  }

  /// Again and again while the store is away: nobody else knows that this stream is over. `nil` when it couldn't be stored;
  /// then the node finds the call among its own later.
  private func store(_ cause: EndStream.Cause) async -> EndCall.Outcome? {
    let deadline = work.time.now() + limits.maximumConclusion
    var pause = Turn.firstPause
    while true {
      do throws(StoreFailure) {
        return try await work.endStream(joined.stream, of: joined.place, because: cause)
      } catch {
        guard error.mayPass, work.time.now() + pause < deadline, await sleep(pause) else {
          log.error("end of stream not stored", metadata: ["reason": "\(error)"])
          return nil
        }
        pause = min(pause * 2, Turn.longestPause)
      }
    }
  }

  /// Waits out the grace for the carrier to come back; `false` when a drain cut it short. A cancellation ends it at once.
  private func carrierStaysAway() async -> Bool {
    await withTaskGroup(of: Bool.self) { group in
      group.addTask { [work, limits] in
        try? await work.time.sleep(for: limits.streamGrace)
        return true
      }
      group.addTask { [events, work, limits] in
        for await event in events { if case .drained = event { return false } }
        // No more events are told to a session that was flooded; the carrier may come back all the same.
        try? await work.time.sleep(for: limits.streamGrace)
        return true
      }
      let staysAway = await group.next() ?? true
      group.cancelAll()
      return staysAway
    }
  }

  /// Ends the call from our side.
  func endCall(because cause: Ending.Cause, leaving departure: LegDeparture) async {
    do {
      let outcome = try await work.end(.id(joined.place.call), of: joined.place.tenant, because: cause)
      leave(departure)
      if outcome.isFirst { await hangUp() }
    } catch {
      // The carrier asks what is next then: the call goes on without us.
      log.error("end of call not stored", metadata: ["reason": "\(error)"])
      leave(departure)
    }
  }

  private func hangUp() async {
    do throws(StoreFailure) {
      guard case .failure(let remaining) = try await work.carryOut(joined.place) else { return }
      log.warning("hang-up stays wanted", metadata: ["reason": "\(remaining.failure)"])
    } catch {
      log.warning("hang-up stays wanted", metadata: ["reason": "\(error)"])
    }
  }

  // MARK: Between turns

  /// Runs what goes deep in a task of its own. A task keeps the deepest stack that it ever had until it ends, so that a session
  /// that asked the store itself would hold 40 KiB for the rest of the call (heaptrack; docs/performance.md). Not inlined, so that
  /// the session holds no room for it either while it waits.
  @inline(never)
  private func aside<Outcome: Sendable>(
    _ ask: @escaping @Sendable () async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    async let outcome = Self.outcome(of: ask)
    return try await outcome.get()
  }

  /// As a value: a task throws any error.
  private static func outcome<Outcome: Sendable>(
    of ask: @Sendable () async throws(StoreFailure) -> Outcome
  ) async -> Result<Outcome, StoreFailure> {
    do throws(StoreFailure) { return .success(try await ask()) } catch { return .failure(error) }
  }

  func advance(
    _ step: AdvanceConversation.Step, noting notes: [DialogueNote]
  ) async throws(StoreFailure) -> ReceptionistDirective? {
    try await aside { [work, joined] () async throws(StoreFailure) in
      try await work.advance(step, noting: notes, in: joined.place)
    }
  }

  func listen() async throws(StoreFailure) -> SpeechScreening {
    try await aside { [work, joined] () async throws(StoreFailure) in try await work.screen.listen(in: joined.place) }
  }

  /// Something about the operators of the call.
  @inline(never)
  func take(_ event: OperatorEvent, isClosing: Bool) async {
    async let taken: Void = operators.take(event, isClosing: isClosing)
    await taken
  }

  /// Keeps what screening says now; a block ends the call, the AI first.
  func report(_ screening: SpeechScreening, noting notes: [DialogueNote]) async throws(StoreFailure) -> Bool {
    let isEnded = try await aside { [work, joined] () async throws(StoreFailure) in
      try await work.screen.report(screening, noting: notes, in: joined.place)
    }
    guard isEnded else { return false }
    leave(.finished)
    log.notice("a call is ended as spam")
    await hangUp()
    return true
  }

  func extensions() async throws(StoreFailure) -> ExtensionDirectory {
    try await aside { [work, joined] () async throws(StoreFailure) in
      try await work.dial.directory(of: joined.place.tenant)
    }
  }

  /// Whether the call goes to whom the extension reaches.
  func dial(_ number: Extension, noting notes: [DialogueNote]) async throws(StoreFailure) -> Bool {
    try await aside { [work, joined] () async throws(StoreFailure) in
      try await work.dial(number, noting: notes, in: joined.place)
    }
  }

  /// Tells `digitsAreDue` then, unless another time is set before.
  func wake(at moment: Timestamp) { digits.set(at: moment) }

  /// Tells `limitsAreDue` then, unless another time is set before.
  func look(at moment: Timestamp) { looks.set(at: moment) }

  /// Gives the receptionist a key.
  func pass(_ key: DialKey) { leg.eventLoop.execute { [bridge] in bridge.value?.pass(key.character) } }

  func keep(_ notes: [DialogueNote]) async throws(StoreFailure) {
    try await aside { [work, joined] () async throws(StoreFailure) in try await work.keep(notes, in: joined.place) }
  }

  func keep(_ note: CallerNote) async throws(StoreFailure) { try await work.keepNote(note, in: joined.place) }

  func meter(_ used: AIUsage) { work.telemetry.metered(used) }

  func tell(_ wait: TurnWait) { work.telemetry.answered(wait, now(), joined.place) }

  func now() -> Timestamp { work.time.now() }

  /// Whether the whole pause has passed; `false` when the session is cancelled.
  func sleep(_ pause: Duration) async -> Bool {
    do {
      try await work.time.sleep(for: pause)
      return true
    } catch { return false }
  }

  func reportCost() { log.warning("a session has reached what it may cost") }

  func report(_ failure: StoreFailure) { log.error("turn not stored", metadata: ["reason": "\(failure)"]) }
}

extension StoreFailure {
  /// Trying again may help.
  var mayPass: Bool { self == .unavailable || self == .conflict }
}
