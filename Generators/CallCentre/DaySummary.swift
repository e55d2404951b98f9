/// What a simulated day came to.
public struct DaySummary: Equatable, Sendable {
  /// From the first to the last event, in virtual time.
  public var duration: Duration
  /// What happened in all.
  public var events: Int
  public var calls = 0
  public var handedOver = 0
  /// How often a caller came into a queue.
  public var waited = 0
  /// How often an agent's telephone rang.
  public var rung = 0
  /// Messages that were left.
  public var messages = 0
  /// How long agents talked, all together.
  public var talked: Duration = .zero
  /// Callers whose announcement never reached the node.
  public var unheard = 0
  /// Calls that nobody had and that the node's watch brought back to a stream.
  public var broughtBack = 0
  /// Calls whose end nobody had stored, and that the node's watch found over.
  public var foundOver = 0
  /// The same for the same plan in every process.
  public var hash = StateHash()
}
