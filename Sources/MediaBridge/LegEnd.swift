/// How a leg came to its end.
public enum LegEnd: Equatable, Sendable {
  /// The other side said goodbye: the call is over, or goes on without this stream.
  case stopped
  /// We closed it.
  case left
  /// The connection went without a word.
  case lost
  /// Nothing was heard for as long as `Bridge.starvation`.
  case starved
  /// The other side broke the protocol; the text is fixed and says how.
  case misbehaved(StaticReason)

  /// A reason from a fixed list, safe to log.
  public struct StaticReason: Equatable, Sendable, CustomStringConvertible {
    public let description: String

    /// A reason known at compile time, so that nothing from outside can get into it.
    public init(_ text: StaticString) { description = "\(text)" }
  }
}

/// Why we leave.
public enum LegDeparture: Equatable, Sendable {
  /// All is said.
  case finished
  /// The other side has no right to be here.
  case refused
  /// We can't go on.
  case failed
  /// The node is shutting down or full.
  case unavailable
}
