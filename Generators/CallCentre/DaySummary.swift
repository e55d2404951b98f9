/// What a simulated day came to.
public struct DaySummary: Equatable, Sendable {
  /// From the first to the last event, in virtual time.
  public var duration: Duration
  /// What happened in all.
  public var events: Int
  public var calls = 0
  public var handedOver = 0
  /// Callers whose announcement never reached the node.
  public var unheard = 0
  /// Calls that the node believes to run, since the carrier's only word of their end was lost while the store was away.
  public var orphans = 0
  /// The same for the same plan in every process.
  public var hash = StateHash()
}
