/// Where a caller stands: fixed at entry, the same on every node, and no two callers have the same.
///
/// Waiting longer is counted in by the arrival: whoever came more than the largest bonus later never overtakes.
public struct QueueRank: Hashable, Sendable, Comparable {
  /// Arrival less the bonus.
  public let apparentArrival: Timestamp
  public let arrival: Timestamp
  public let call: Call.ID

  /// The rank of a caller who came then with this bonus.
  public init(arrival: Timestamp, bonus: Duration, call: Call.ID) {
    apparentArrival = arrival - bonus
    self.arrival = arrival
    self.call = call
  }

  /// Served earlier before served later: least (arrival − bonus, arrival, call id). Source: property 18.
  public static func < (left: Self, right: Self) -> Bool {
    (left.apparentArrival, left.arrival, left.call) < (right.apparentArrival, right.arrival, right.call)
  }
}
