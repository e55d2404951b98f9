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
  /// When digits are complete, if no other comes; the latest counts.
  private let alarms: (times: AsyncStream<Timestamp>, set: AsyncStream<Timestamp>.Continuation)
  /// When to look at the session's limits; the latest counts.
  private let looks: (times: AsyncStream<Timestamp>, set: AsyncStream<Timestamp>.Continuation)

  init(
    joined: JoinStream.Joined, leg: NIOLoopBound<any CallerLeg>, work: SessionWork, limits: ReceptionLimits, log: Logger
  ) {
    let (events, continuation) = AsyncStream<SessionEvent>.makeStream(
      bufferingPolicy: .bufferingOldest(limits.maximumWaitingEvents))
    self.events = events
    let (times, set) = AsyncStream<Timestamp>.makeStream(bufferingPolicy: .bufferingNewest(1))
    alarms = (times, set)
    let (moments, look) = AsyncStream<Timestamp>.makeStream(bufferingPolicy: .bufferingNewest(1))
    looks = (moments, look)
    bridge = .makeEmptyBox(valueType: Bridge.self, eventLoop: leg.eventLoop)
    control = SessionControl(continuation: continuation) { leg.onLoop { $0.leave(.failed) } }
    operators = OperatorDesk(joined.place, bridge, attend: work.attend, control: control, log: log)
    self.joined = joined
    self.leg = leg
    self.work = work
    self.limits = limits
    self.log = log
  }

  func run(with voiceAI: RuntimeVoiceAI) async {
    log.info("call joined", metadata: ["stream": "\(joined.stream)"])
    let end = await withTaskGroup(of: Void.self) { group in
      group.addTask { [control, work, limits] in
        do {
          try await work.time.sleep(for: limits.maximumCall)
          control.tell(.timeIsUp)
          try await work.time.sleep(for: limits.maximumGoodbye)
          control.tell(.goodbyeIsOverdue)
        } catch { return }
      }
      group.addTask { [alarms, control, work] in
        for await due in alarms.times {
          do { try await work.time.sleep(for: max(.zero, due - work.time.now())) } catch { return }
          control.tell(.digitsAreDue)
        }
      }
      group.addTask { [looks, control, work] in
        for await due in looks.times {
          do { try await work.time.sleep(for: max(.zero, due - work.time.now())) } catch { return }
          control.tell(.limitsAreDue)
        }
      }
      group.addTask { [operators, work, limits] in
        await operators.watchFloor(every: limits.floorPause, by: work.time)
      }
      let end = await serve(with: voiceAI)
      group.cancelAll()
      return end
    }
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

  func advance(
    _ step: AdvanceConversation.Step, noting notes: [DialogueNote]
  ) async throws(StoreFailure) -> ReceptionistDirective? {
    try await work.advance(step, noting: notes, in: joined.place)
  }

  func listen() async throws(StoreFailure) -> SpeechScreening { try await work.screen.listen(in: joined.place) }

  /// Keeps what screening says now; a block ends the call, the AI first.
  func report(_ screening: SpeechScreening, noting notes: [DialogueNote]) async throws(StoreFailure) -> Bool {
    guard try await work.screen.report(screening, noting: notes, in: joined.place) else { return false }
    leave(.finished)
    log.notice("a call is ended as spam")
    await hangUp()
    return true
  }

  func extensions() async throws(StoreFailure) -> ExtensionDirectory {
    try await work.dial.directory(of: joined.place.tenant)
  }

  /// Whether the call goes to whom the extension reaches.
  func dial(_ number: Extension, noting notes: [DialogueNote]) async throws(StoreFailure) -> Bool {
    try await work.dial(number, noting: notes, in: joined.place)
  }

  /// Tells `digitsAreDue` then, unless another time is set before.
  func wake(at moment: Timestamp) { alarms.set.yield(moment) }

  /// Tells `limitsAreDue` then, or a little earlier.
  func look(at moment: Timestamp) { looks.set.yield(moment) }

  /// Gives the receptionist a key.
  func pass(_ key: DialKey) { leg.eventLoop.execute { [bridge] in bridge.value?.pass(key.character) } }

  func keep(_ notes: [DialogueNote]) async throws(StoreFailure) { try await work.keep(notes, in: joined.place) }

  func keep(_ note: CallerNote) async throws(StoreFailure) { try await work.keepNote(note, in: joined.place) }

  func meter(_ used: AIUsage) { work.telemetry.metered(used) }

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
