package import NIOCore

/// What a load run measures, kept while it runs. Confined to the generator's event loop.
package final class CallsRecord {
  /// Frames due in here count; before it is set, none does.
  package private(set) var window: Range<NIODeadline>?
  package private(set) var tally = FrameTally()
  package private(set) var latency = LatencyHistogram()
  package private(set) var turns = TurnTally()
  private var second = LatencyHistogram()
  private var framesSent = 0
  private var framesReceived = 0
  /// Calls whose stream is open now.
  package var callsUp = 0
  /// Calls whose stream ended before we ended it.
  package var callsDropped = 0

  package init() {}

  package func measure(in window: Range<NIODeadline>) { self.window = window }

  // MARK: Frames

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
  /// Audio that bears no identity.
  package func heardUnidentified() { framesReceived += 1 }

  // MARK: Turns of talk

  /// The first audio of an answer is here.
  /// - Parameter own: what of it isn't the AI's own known delay.
  package func answered(spokenUntil due: NIODeadline, at now: NIODeadline, own: TimeAmount?) {
    guard isMeasured(due) else { return }
    turns.answers += 1
    turns.raw.record(nanoseconds: (now - due).nanoseconds)
    let own = own ?? (now - due)
    turns.own.record(nanoseconds: own.nanoseconds)
    second.record(nanoseconds: own.nanoseconds)
  }

  package func remainedUnanswered(spokenUntil due: NIODeadline) { if isMeasured(due) { turns.unanswered += 1 } }

  /// `clear` came after the caller broke in.
  package func fellSilent(brokeInAt due: NIODeadline, at now: NIODeadline) {
    guard isMeasured(due) else { return }
    turns.bargeIns += 1
    turns.reaction.record(nanoseconds: (now - due).nanoseconds)
  }

  package func spokeOn(brokeInAt due: NIODeadline) { if isMeasured(due) { turns.ignoredBargeIns += 1 } }

  // MARK: Seconds

  /// What happened since the last cut.
  package func cut() -> Beat {
    let beat = Beat(
      callsUp: callsUp, framesSent: framesSent, framesReceived: framesReceived, latency: second.percentiles)
    (framesSent, framesReceived) = (0, 0)
    second.reset()
    return beat
  }

  /// A part of the run.
  package struct Beat: Sendable {
    package let callsUp: Int
    package let framesSent: Int
    package let framesReceived: Int
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
