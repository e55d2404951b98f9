package import NIOCore
package import Simulators
package import WebSockets

/// All calls of a run, their wheel and their record. Confined to the generator's event loop.
package final class Switchboard {
  package let wheel: CallWheel
  package let record: CallsRecord
  private let plan: CallsPlan
  private let aiDelay: TimeAmount?
  private let loop: any EventLoop
  private var calls: [Int: LoadCall] = [:]

  /// A board whose wheel turns from now on.
  package init(_ plan: CallsPlan, aiDelay: TimeAmount?, on loop: any EventLoop) {
    self.plan = plan
    self.aiDelay = aiDelay
    self.loop = loop
    record = CallsRecord(identifiesFrames: plan.mode == .echo)
    wheel = CallWheel(FrameSchedule(start: loop.now, calls: plan.calls), on: loop)
    wheel.start()
  }

  /// The handler of a new call's socket; `ended` is kept when it is closed.
  package func call(_ number: Int, _ identity: StreamIdentity, ended: EventLoopPromise<Void>) -> any WebSocketHandler {
    let call = LoadCall(number, identity: identity, wheel: wheel, record: record, ended: ended) {
      [self] firstTurn, schedule in
      switch plan.mode {
      case .echo:
        return EchoCaller(
          call: number, streamSid: identity.streamSid, firstTurn: firstTurn, schedule: schedule,
          frames: (plan.seconds + Int(plan.rampSeconds) + 10) * 50, record: record)
      case .talk:
        var manner = TalkingCaller.Manner()
        manner.knownDelay = aiDelay
        manner.limit = .nanoseconds(Int64(plan.p99LimitMilliseconds * 1e6))
        return TalkingCaller(
          call: number, streamSid: identity.streamSid, firstTurn: firstTurn, seed: plan.seed, manner: manner,
          record: record)
      }
    }
    calls[number] = call
    ended.futureResult.hop(to: loop).assumeIsolated().whenComplete { [weak self] _ in self?.calls[number] = nil }
    return call
  }

  /// Measures what is due from a quarter of a second on, for so long.
  /// - Returns: when the window begins and ends.
  @discardableResult
  package func measure(seconds: Int) -> Range<NIODeadline> {
    let begin = loop.now + .milliseconds(250)
    let window = begin..<(begin + .seconds(Int64(seconds)))
    record.measure(in: window)
    return window
  }

  /// What was measured, once every caller has told what it still misses.
  package func settle() -> CallsRecord.Snapshot {
    let now = loop.now
    for call in calls.values { call.settle(at: now) }
    return record.snapshot
  }

  /// Every caller hangs up.
  package func hangUp() { for call in calls.values { call.hangUp() } }

  /// One caller hangs up.
  package func hangUp(_ number: Int) { calls[number]?.hangUp() }
}
