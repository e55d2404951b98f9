/// How things stand with a tenant as one bearer sees it: the state from which a reader of events goes on.
public struct EventBoard: Sendable {
  /// The most calls, and the most waiting callers, that are on it.
  public static let maximum = 500

  public let at: Timestamp
  /// The calls that run, by id.
  public let calls: [Call]
  /// Who takes calls, by id.
  public let agents: [SeenAgent]
  /// Who waits, department by department in the order in which they are served.
  public let waiting: [CallerInLine]
  /// Whether there is more of it than fits.
  public let isCut: Bool
}
