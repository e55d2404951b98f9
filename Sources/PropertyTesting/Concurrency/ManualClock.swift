internal import Synchronization

/// A clock whose time moves only when it is told to: in a simulated run to the next deadline whenever nothing is ready,
/// so that hours cost no more than the events in them.
public final class ManualClock: Clock {
  /// A moment, as the time since the clock's beginning.
  public struct Instant: InstantProtocol, CustomStringConvertible {
    /// The time since the beginning.
    public let offset: Duration

    /// The moment `offset` after the beginning.
    public init(_ offset: Duration = .zero) { self.offset = offset }

    /// The moment `duration` later, but never beyond the longest time there is.
    public func advanced(by duration: Duration) -> Instant {
      let (sum, isBeyond) = offset.attoseconds.addingReportingOverflow(duration.attoseconds)
      return Instant(Duration(attoseconds: isBeyond ? (duration < .zero ? .min : .max) : sum))
    }

    /// The time until `other`, but never more than the longest there is.
    public func duration(to other: Instant) -> Duration {
      let (difference, isBeyond) = other.offset.attoseconds.subtractingReportingOverflow(offset.attoseconds)
      return Duration(attoseconds: isBeyond ? (other < self ? .min : .max) : difference)
    }

    public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    public var description: String { "+\(offset)" }
  }

  private let sleepers = Mutex(Sleepers())
  private let executor: SimulationExecutor?
  private let horizon: Instant?

  /// A clock at its beginning, moved by ``jump(by:)`` and ``advance(by:)`` alone.
  public convenience init() { self.init(nil, horizon: nil) }

  init(_ executor: SimulationExecutor?, horizon: Instant?) {
    self.executor = executor
    self.horizon = horizon
  }

  public var now: Instant {
    executor?.touch()
    return sleepers.withLock { $0.now }
  }

  public var minimumResolution: Duration { .nanoseconds(1) }

  /// Waits for `deadline`; the tolerance is not used. One that has passed is no wait, but in a simulated run it is a step
  /// all the same, as every call is: who sleeps in a loop, for no time or cancelled, comes to the bound on steps.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
    if let executor {
      let isOver = !executor.touch()
      if isOver || Task.isCancelled || deadline <= now { await executor.pause(at: nil) }
      if isOver { throw CancellationError() }
    }
    try Task.checkCancellation()
    guard let sleeper = sleepers.withLock({ $0.begin(deadline) }) else { return }
    let waiting = noteWait(until: deadline)
    defer { if let waiting { executor?.dispatcher.withLock { $0.setWait(nil, of: waiting) } } }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let atOnce = sleepers.withLock { $0.lieDown(sleeper, continuation) }
        if let atOnce { continuation.resume(with: atOnce) }
      }
    } onCancel: {
      sleepers.withLock { $0.cancel(sleeper) }?.resume(throwing: CancellationError())
    }
  }

  /// Who sleeps beyond the horizon waits for ever.
  /// - Returns: The task that does, if so.
  private func noteWait(until deadline: Instant) -> Int? {
    guard let executor, let horizon, deadline > horizon else { return nil }
    return executor.asCaller { dispatcher in
      let what = "time \(deadline), beyond the horizon"
      dispatcher.setWait(TaskRecord.Wait(what: what) { what }, of: dispatcher.running)
      return dispatcher.running
    }
  }

  /// A fault: time leaps `duration` (zero or more) ahead at once, and everything due within it wakes late, by order of
  /// deadline. To leap back ends a simulated run with ``WorldMisuse``; a clock of its own stays where it is.
  public func jump(by duration: Duration) {
    executor?.touch()
    if duration < .zero { executor?.isMisused("the clock was to jump back by \(Duration.zero - duration)") }
    wake(sleepers.withLock { $0.move(to: $0.now.advanced(by: duration)) })
  }

  /// Lets `duration` pass: what is due within it wakes and runs in between. In a simulated run the same as a sleep.
  public func advance(by duration: Duration) async {
    let end = now.advanced(by: duration)
    if executor != nil {
      // A cancelled caller has no time to wait for.
      try? await sleep(until: end)
      return
    }
    while moveToNextDeadline(until: end) { await Task.yield() }
    wake(sleepers.withLock { $0.move(to: end) })
  }

  /// Moves to the earliest deadline and wakes all who wait for it, in order of falling asleep.
  /// - Returns: Whether anybody slept.
  func moveToNextDeadline(until end: Instant? = nil) -> Bool {
    let woken = sleepers.withLock { sleepers -> [Sleepers.Waking]? in
      guard let next = sleepers.nextDeadline, end.map({ next <= $0 }) ?? true else { return nil }
      return sleepers.move(to: next)
    }
    if let woken { wake(woken) }
    return woken != nil
  }

  /// Ends every sleep as if cancelled.
  func abandonSleepers() {
    for sleeper in sleepers.withLock({ $0.removeAll() }) { sleeper.resume(throwing: CancellationError()) }
  }

  private func wake(_ sleepers: [Sleepers.Waking]) { for sleeper in sleepers { sleeper.resume() } }
}
