/// A stretch of a tenant's log, or why there is none.
public enum LogPage: Equatable, Sendable {
  /// What comes next, in order; nothing when nothing has come yet.
  case facts([LoggedFact])
  /// Facts after the place that was asked for are forgotten, up to this one. A reader builds anew from what is kept: the
  /// calls, and the log from its beginning (`nil`).
  case forgotten(through: LogPosition)

  /// The facts; none where some are forgotten.
  public var facts: [LoggedFact] { if case .facts(let facts) = self { facts } else { [] } }
}
