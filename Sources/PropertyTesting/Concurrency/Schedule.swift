/// Which job runs when several are ready: a short list of exceptions to one rule.
///
/// The rule: the task that ran last goes on while it is ready, else the job that has been ready longest. Every moment at
/// which more than one job is ready is a *point*, counted from 0; at the points listed here another job runs instead.
public struct Schedule: Equatable, Sendable {
  /// An exception to the rule: at a point, another job than the rule's.
  public struct Preemption: Equatable, Sendable {
    /// The point, counted from 0.
    public let point: Int
    /// Which of the other ready jobs, the oldest being 0; wraps round when there are fewer.
    public let other: Int

    /// At `point` (0 or more) the other ready job number `other` (0 or more).
    public init(at point: Int, other: Int = 0) {
      precondition(point >= 0 && other >= 0, "points and jobs are counted from 0")
      self.point = point
      self.other = other
    }
  }

  /// The exceptions in order of their points, at most one for each.
  public let preemptions: [Preemption]

  /// A schedule with these exceptions, in any order; of several for one point the first counts.
  public init(_ preemptions: [Preemption]) {
    var kept: [Preemption] = []
    for (_, preemption) in preemptions.enumerated().sorted(by: { ($0.1.point, $0.0) < ($1.1.point, $1.0) })
    where kept.last?.point != preemption.point {
      kept.append(preemption)
    }
    self.preemptions = kept
  }

  /// No exceptions.
  public static let calm = Schedule([])
}

extension Schedule: ReportRenderable {
  public var reportText: String {
    if preemptions.isEmpty { return "Schedule.calm" }
    let parts = preemptions.map {
      $0.other == 0 ? ".init(at: \($0.point))" : ".init(at: \($0.point), other: \($0.other))"
    }
    return "Schedule([" + parts.joined(separator: ", ") + "])"
  }
}
