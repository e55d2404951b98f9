/// One thing that is tried again while its trouble may pass, within a policy (property 41).
public struct Retry: Equatable, Sendable {
  /// What follows a failure.
  public enum Step: Equatable, Sendable {
    /// Try again after so long.
    case wait(Duration)
    /// No other try: the failure stands.
    case giveUp
  }

  private let policy: BackOff
  private var start: Timestamp
  /// Failures since the beginning, or since the last success.
  public private(set) var failures = 0
  private var isOver = false

  /// Something whose first try begins now.
  public init(_ policy: BackOff, from start: Timestamp) {
    self.policy = policy
    self.start = start
  }

  /// A try failed.
  /// - Parameter mayPass: whether trying again can help at all.
  public mutating func failed(mayPass: Bool, at now: Timestamp, chance: UInt64) -> Step {
    guard !isOver else { return .giveUp }
    failures += 1
    guard mayPass, failures < policy.tries ?? .max else { return giveUp() }
    let pause = policy.pause(afterFailures: failures, chance: chance)
    // A pause whose end comes too late for a try isn't begun.
    if let total = policy.total, now + pause > start + total { return giveUp() }
    return .wait(pause)
  }

  /// A try succeeded: what comes later begins anew.
  public mutating func succeeded(at now: Timestamp) {
    guard !isOver else { return }
    (failures, start) = (0, now)
  }

  /// Nobody wants it any more.
  public mutating func cancel() { isOver = true }

  private mutating func giveUp() -> Step {
    isOver = true
    return .giveUp
  }
}
