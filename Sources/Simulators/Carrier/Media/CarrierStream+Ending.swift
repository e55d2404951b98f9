internal import NIOCore

/// Every way a stream ends.
extension CarrierStream {
  /// The caller hangs up, once what had to come before has happened.
  package mutating func hangUp(at now: Duration) -> [Action] {
    var actions: [Action] = []
    if phase == .held { end(.callerHungUp, at: now, &actions) }
    return actions
  }

  /// The call is ended or redirected from outside.
  package mutating func interrupt(_ interrupt: LineInterrupt, at now: Duration) -> [Action] {
    var actions = advance(to: now)
    switch phase {
    case .open, .held: end(.interrupted(interrupt), at: now, &actions)
    case .lingering: close(1000, "", &actions)
    case .connecting, .closing, .closed: break
    }
    return actions
  }

  /// The socket is gone; nothing follows.
  /// - Parameter code: the closing handshake's; 1006 when there was none.
  package mutating func closed(code: UInt16, by side: TimelineEntry.Side, at now: Duration) -> StreamEnding {
    let (dropped, _) = player.clear(at: now)
    ear.drop(dropped, at: now)
    if phase == .open || phase == .held {
      if side == .server, code != 1006 { cause = .serverClosed(code: code) } else { cause = .lost }
    }
    phase = .closed
    timeline.append(TimelineEntry(at: now, .streamClosed(code: code, by: side)))
    timeline += ear.segments.map { TimelineEntry(at: $0.arrivedAt, .heard($0)) }
    return StreamEnding(cause: cause ?? .lost, timeline: timeline, traffic: traffic, program: program)
  }

  /// The server broke a rule: noted, and the stream is closed with an error.
  mutating func refuse(_ violation: CarrierViolation, at now: Duration, _ actions: inout [Action]) {
    timeline.append(TimelineEntry(at: now, .violated(violation)))
    cause = .violation(violation)
    close(1002, "stream-error", &actions)
  }

  mutating func end(_ cause: StreamEnding.Cause, at now: Duration, _ actions: inout [Action]) {
    self.cause = cause
    if !faults.contains(.closeWithoutStop) { actions.append(.send(frames.stop(sequence: takeSequence()))) }
    if faults.contains(.mediaAfterStop) {
      for _ in 0..<10 { actions.append(takeFrame()) }
    }
    if faults.contains(.stopWithoutClose) {
      phase = .lingering(until: now + Self.lingering * factor)
    } else {
      close(1000, "", &actions)
    }
  }

  mutating func close(_ code: UInt16, _ reason: String, _ actions: inout [Action]) {
    phase = .closing
    actions.append(.close(code: code, reason: reason))
  }
}
