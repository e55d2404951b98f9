/// What one connection was sent in one pipeline, and what has come back so far.
struct Batch {
  /// One command of the pipeline: what its answer means.
  enum Step {
    /// Housekeeping with a Sync of its own, so that its failure is nobody's.
    case housekeeping, housekeepingSync
    case prepare(sql: String, name: String)
    /// BEGIN, the tenant: its answer is of no interest.
    case opening
    /// A statement of the caller's.
    case statement
    case commit
    /// The end: ReadyForQuery.
    case sync
  }

  var steps: [Step] = []
  /// The step whose answer comes next, and whether some of it came.
  var next = 0
  var isAnswered = false
  /// The answers to the caller's statements.
  var rows: [Rows] = []
  /// The first error of the server.
  var failure: PostgresFailure?
  /// Whether that error came while COMMIT was carried out.
  var failedInCommit = false
  /// Whether that error only means that the server's copy of a statement is out of date.
  var isStale = false
  /// Whether COMMIT was confirmed.
  var isCommitted = false

  /// Whether COMMIT is part of it.
  var commits: Bool { steps.contains { if case .commit = $0 { true } else { false } } }

  /// What can be said of it when its connection is lost.
  func failureOnLoss(_ reason: String) -> PostgresFailure? {
    if isCommitted { return nil }
    if let failure, !failedInCommit { return failure }
    return commits ? .outcomeUnknown(reason) : failure ?? .unreachable(reason)
  }
}
