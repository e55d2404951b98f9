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

    public func advanced(by duration: Duration) -> Instant { Instant(offset + duration) }
    public func duration(to other: Instant) -> Duration { other.offset - offset }
    public static func < (left: Instant, right: Instant) -> Bool { left.offset < right.offset }
    public var description: String { "+\(offset)" }
  }

  private let sleepers = Mutex(Sleepers())
  private let executor: SimulationExecutor?

  /// A clock at its beginning, moved by ``jump(by:)`` and ``advance(by:)`` alone.
  public convenience init() { self.init(nil) }

  init(_ executor: SimulationExecutor?) { self.executor = executor }

  public var now: Instant {
    executor?.touch()
    return sleepers.withLock { $0.now }
  }

  public var minimumResolution: Duration { .nanoseconds(1) }

  /// Waits for `deadline`; the tolerance is not used. One that has passed is no wait.
  /// - Throws: `CancellationError` when the task is cancelled.
  public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
    if executor?.touch() == false { throw CancellationError() }
    try Task.checkCancellation()
    guard let sleeper = sleepers.withLock({ $0.begin(deadline) }) else { return }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let atOnce = sleepers.withLock { $0.lieDown(sleeper, continuation) }
        if let atOnce { continuation.resume(with: atOnce) }
      }
    } onCancel: {
      sleepers.withLock { $0.cancel(sleeper) }?.resume(throwing: CancellationError())
    }
  }

  /// A fault: time leaps `duration` ahead at once, and everything due within it wakes late, by order of deadline.
  public func jump(by duration: Duration) {
    executor?.touch()
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
