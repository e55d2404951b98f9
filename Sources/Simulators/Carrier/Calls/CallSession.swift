internal import NIOCore
internal import WebSockets

/// Lives one call through: takes the next step from `CarrierCall`, does it over sockets and timers, tells its outcome.
struct CallSession {
  let script: CallScript
  let sender: WebhookSender
  let sockets: WebSocketClient
  let socketLimits: WebSocketLimits
  let loop: any EventLoop
  let line: CallLine
  let directory: CallDirectory
  let recordings: RecordingDirectory
  let rooms: ConferenceRooms
  /// Lets a leg that was dialled here go its own way.
  let release: @Sendable (CallIdentity, Ringing.Leg, TwiMLTarget, CallScript) -> Void
  let clock: CallClock
  var call: CarrierCall
  var program: CallerProgram
  var traffic = StreamTraffic()
  /// The dialled leg that the directory knows as this call's.
  var held: String?

  /// The whole call.
  /// - Parameter isKnown: the directory has it already.
  mutating func run(isKnown: Bool = false) async -> CallReport {
    // Beside the call, as the carrier does: it may be in the middle of a stream.
    async let told = Self.tell(of: line.begunRecordings, in: call, by: sender, faults: script.faults, clock: clock)
    let ending = await follow(isKnown: isKnown)
    line.close()
    for (notice, answer) in await told { call.notified(notice, answer) }
    return report(ending)
  }

  private static func tell(
    of recordings: AsyncStream<RecordingDirectory.Entry>, in call: CarrierCall, by sender: WebhookSender,
    faults: [CallFault], clock: CallClock
  ) async -> [(Webhook, WebhookAnswer)] {
    var told: [(Webhook, WebhookAnswer)] = []
    for await recording in recordings {
      for notice in call.notices(of: [recording]) {
        told.append((notice, await sender.send(notice, faults: faults, clock: clock)))
      }
    }
    return told
  }

  private mutating func follow(isKnown: Bool) async -> CallEnding {
    let bound = loop.scheduleTask(in: TimeAmount(script.bound)) { [line] in line.interrupt(.outOfTime) }
    defer { bound.cancel() }
    if !isKnown { directory.began(call.identity, line: line, clock: clock) }
    var next = call.begin()
    while true {
      if call.isAnswered { directory.answered(call.identity.callSid) }
      holdLegs()
      if case .ended(let ending) = next.step { directory.ended(call.identity.callSid, ending) }
      for message in call.messages { recordings.keep(message, of: call.identity.callSid) }
      call.messages = []
      for notice in next.notices { await post(notice) }
      if case .ended(let ending) = next.step {
        let finished = recordings.finish(
          callSid: call.identity.callSid, at: clock.now, faults: call.plan.faults)
        for notice in call.notices(of: finished) { await post(notice) }
        return ending
      }
      var outcome = await perform(next.step)
      if !outcome.isFinal, let interrupt = Task.isCancelled ? .cancelled : await line.take() {
        if case .request(let webhook) = next.step, case .answered(let answer) = outcome {
          call.notified(webhook, answer)
        }
        outcome = .interrupted(interrupt)
      }
      next = call.next(after: outcome, at: clock.now)
    }
  }

  /// What REST is asked of a leg that this call is joined with comes here; one that has left is asked by itself.
  private mutating func holdLegs() {
    for departure in call.departures {
      release(call.identity, departure.leg, departure.target, script)
      if held == departure.leg.sid { held = nil }
    }
    call.departures = []
    let leg = call.heldLeg
    if let held, held != leg?.sid { directory.ended(held, .callerHungUp) }
    if let leg, leg.sid != held {
      directory.began(CallIdentity(leg, of: call.identity), line: line, clock: clock, isHeld: true)
    }
    held = leg?.sid
  }

  private mutating func perform(_ step: CarrierCall.Step) async -> CarrierCall.Outcome {
    switch step {
    case .ring(let span): await ring(for: span)
    case .request(let webhook): await request(webhook)
    case .hold(let hold): await self.hold(hold)
    case .gather(let gather): await self.gather(gather)
    case .record(let record): await self.record(record)
    case .stream(let url, let identity): await stream(to: url, identity)
    case .confer(let room, let endsOnExit): await confer(in: room, endsOnExit: endsOnExit)
    case .ended: .elapsed  // unreachable: `run` ends before
    }
  }

  private mutating func request(_ webhook: Webhook) async -> CarrierCall.Outcome {
    let token = CarrierID.random("")
    if webhook.purpose == .incoming, script.faults.contains(.repeatedIncoming) {
      let first = await sender.send(webhook, token: token, faults: script.faults, clock: clock)
      call.notified(webhook, first)
    }
    return .answered(await sender.send(webhook, token: token, faults: script.faults, clock: clock))
  }

  private func ring(for span: Duration) async -> CarrierCall.Outcome {
    await line.wait(clock.untilReal(clock.now + span)).map { .interrupted($0) } ?? .elapsed
  }

  mutating func post(_ notice: Webhook) async {
    call.notified(notice, await sender.send(notice, faults: script.faults, clock: clock))
  }

  private func report(_ ending: CallEnding) -> CallReport {
    // In the order of time; what has the same time stays in the order in which it was noted.
    let timeline = call.timeline.enumerated()
      .sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }.map(\.element)
    let endedAt = timeline.last { if case .ended = $0.event { true } else { false } }?.at ?? clock.now
    return CallReport(
      callSid: call.identity.callSid, from: call.identity.from, to: call.identity.to, timeline: timeline,
      ending: ending, duration: endedAt, traffic: traffic)
  }
}

extension CarrierCall.Outcome {
  /// Whether an interrupt that came meanwhile has nothing left to break into.
  fileprivate var isFinal: Bool {
    switch self {
    case .interrupted, .callerHungUp, .streamEnded(.callerHungUp), .streamEnded(.interrupted): true
    default: false
    }
  }
}
