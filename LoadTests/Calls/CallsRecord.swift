package import NIOCore

/// What a load run measures, kept while it runs. Confined to the generator's event loop.
package final class CallsRecord {
  /// Frames due in here count; before it is set, none does.
  package private(set) var window: Range<NIODeadline>?
  package private(set) var tally = FrameTally()
  package private(set) var latency = LatencyHistogram()
  package private(set) var turns = TurnTally()
  private var second = LatencyHistogram()
  private let identifiesFrames: Bool
  private var framesSent = 0
  private var framesReceived = 0
  /// Calls whose stream is open now.
  package var callsUp = 0
  /// Calls whose stream ended before we ended it.
  package var callsDropped = 0

  /// - Parameter identifiesFrames: whether callers know their frames again; else what came back isn't told.
  package init(identifiesFrames: Bool = true) { self.identifiesFrames = identifiesFrames }

  package func measure(in window: Range<NIODeadline>) { self.window = window }

  // MARK: Frames

  /// A call was up until now, whose first turn was this: what it had to send within the window was due.
  package func wasUp(until now: NIODeadline, slot: Int, firstTurn: Int, schedule: FrameSchedule) {
    // What is only just due isn't missing yet.
    let end = now - .milliseconds(Int64(FrameTally.lateAfterMilliseconds))
    guard let window, window.lowerBound < end else { return }
    tally.due += schedule.count(
      slot: slot, firstTurn: firstTurn, in: window.lowerBound..<min(window.upperBound, end))
  }

  package func sent(due: NIODeadline, at now: NIODeadline) {
    framesSent += 1
    guard isMeasured(due) else { return }
    tally.sent += 1
    if now - due > .milliseconds(Int64(FrameTally.lateAfterMilliseconds)) { tally.late += 1 }
  }

  /// A frame is back for the first time.
  package func received(due: NIODeadline, at now: NIODeadline, isDisordered: Bool) {
    framesReceived += 1
    guard isMeasured(due) else { return }
    tally.received += 1
    if isDisordered { tally.disordered += 1 }
    record((now - due).nanoseconds)
  }

  package func receivedAgain(due: NIODeadline) { if isMeasured(due) { tally.duplicated += 1 } }
  /// Whose frame it was isn't known well enough to say when it was due: counted whenever it comes, once measuring began.
  package func crossed() { if window != nil { tally.crossed += 1 } }
  package func damaged(_ count: Int) { if window != nil { tally.damaged += count } }
  package func foreign(bytes: Int) { tally.foreignBytes += bytes }
  package func refused() { tally.refusedMessages += 1 }
  package func cleared() { tally.clears += 1 }
  package func wentAboveNominal() { tally.aboveNominal += 1 }

  // MARK: Turns of talk

  /// The first audio of an answer is here.
  /// - Parameter own: what of it isn't the AI's own known delay.
  package func answered(spokenUntil due: NIODeadline, at now: NIODeadline, own: TimeAmount?) {
    guard isMeasured(due) else { return }
    let own = own ?? (now - due)
    guard own >= .zero else {
      turns.premature += 1
      return
    }
    turns.answers += 1
    turns.raw.record(nanoseconds: (now - due).nanoseconds)
    turns.own.record(nanoseconds: own.nanoseconds)
    second.record(nanoseconds: own.nanoseconds)
  }

  /// No answer came by now: it would have taken at least as long.
  package func remainedUnanswered(spokenUntil due: NIODeadline, at now: NIODeadline, own: TimeAmount?) {
    guard isMeasured(due) else { return }
    turns.unanswered += 1
    turns.raw.record(nanoseconds: (now - due).nanoseconds)
    turns.own.record(nanoseconds: (own ?? (now - due)).nanoseconds)
  }

  /// `clear` came after the caller broke in.
  package func fellSilent(brokeInAt due: NIODeadline, at now: NIODeadline) {
    guard isMeasured(due) else { return }
    turns.bargeIns += 1
    turns.reaction.record(nanoseconds: (now - due).nanoseconds)
  }

  /// Audio came after `clear` while the caller still spoke.
  package func spokenOver(brokeInAt due: NIODeadline) { if isMeasured(due) { turns.spokenOver += 1 } }

  package func spokeOn(brokeInAt due: NIODeadline) { if isMeasured(due) { turns.ignoredBargeIns += 1 } }

  // MARK: Seconds

  /// What happened since the last cut.
  package func cut() -> Beat {
    let beat = Beat(
      callsUp: callsUp, framesSent: framesSent, framesReceived: identifiesFrames ? framesReceived : nil,
      latency: second.percentiles)
    (framesSent, framesReceived) = (0, 0)
    second.reset()
    return beat
  }

  /// A part of the run.
  package struct Beat: Sendable {
    package let callsUp: Int
    package let framesSent: Int
    /// `nil` when frames aren't known again.
    package let framesReceived: Int?
    package let latency: Percentiles
  }

  /// Everything measured so far, to be taken elsewhere.
  package struct Snapshot: Sendable {
    package let tally: FrameTally
    package let latency: LatencyHistogram
    package let turns: TurnTally
    package let callsUp: Int
    package let callsDropped: Int
  }

  package var snapshot: Snapshot {
    Snapshot(tally: tally, latency: latency, turns: turns, callsUp: callsUp, callsDropped: callsDropped)
  }

  private func isMeasured(_ due: NIODeadline) -> Bool { window?.contains(due) == true }

  private func record(_ nanoseconds: Int64) {
    latency.record(nanoseconds: nanoseconds)
    second.record(nanoseconds: nanoseconds)
  }
}
