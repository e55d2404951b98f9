/// How far a zone's clocks are from UTC at some moment, and how long they stay so.
public struct ZoneOffset: Hashable, Sendable {
  /// Seconds to add to UTC; positive in the east.
  public let secondsEast: Int
  /// When the clocks change next; `nil` when no change is known.
  public let until: Timestamp?

  /// An offset that holds until then.
  public init(secondsEast: Int, until: Timestamp? = nil) {
    self.secondsEast = secondsEast
    self.until = until
  }
}
