/// How long to leave an absent server alone: doubling from 50 ms to the maximum, each pause drawn between its half and
/// its whole so that nodes don't return in step.
struct BackOff {
  private static let first: Duration = .milliseconds(50)
  private let maximum: Duration
  private var pause: Duration
  /// Before this moment nobody tries.
  private(set) var until = Moment(nanoseconds: 0)

  init(maximum: Duration) {
    self.maximum = maximum
    pause = min(Self.first, maximum)
  }

  /// Whether the last attempt failed.
  var isActive: Bool { until.nanoseconds != 0 }

  mutating func failed(at now: Moment) {
    until = now + pause * Double.random(in: 0.5...1)
    pause = min(pause * 2, maximum)
  }

  mutating func succeeded() { self = BackOff(maximum: maximum) }
}
