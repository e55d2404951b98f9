/// The figures of one subject over some stretch of time. Two stretches' can be added.
public struct AnalyticsTally: Equatable, Sendable, Codable {
  /// Within which an answer is in time: the service level's target.
  public static let serviceTarget: Duration = .seconds(20)

  private var counts: [String: Int] = [:]
  private var spreads: [String: Distribution] = [:]

  /// Nothing happened.
  public init() {}

  /// How many, or how much.
  public subscript(count: AnalyticsCount) -> Int { counts[count.name] ?? 0 }

  /// How values are spread.
  public subscript(spread: AnalyticsSpread) -> Distribution { spreads[spread.rawValue] ?? Distribution() }

  /// So many more; of what isn't more than 0 nothing is kept.
  mutating func add(_ amount: Int, to count: AnalyticsCount) {
    guard amount > 0 else { return }
    counts[count.name] = self[count].addingWithinBounds(amount)
  }

  /// One more value.
  public mutating func add(_ value: Int, to spread: AnalyticsSpread) {
    spreads[spread.rawValue, default: Distribution()].add(value)
  }

  /// What happened in another stretch of time, too.
  public mutating func add(_ other: AnalyticsTally) {
    for (name, amount) in other.counts { counts[name] = (counts[name] ?? 0).addingWithinBounds(amount) }
    for (name, spread) in other.spreads { spreads[name, default: Distribution()].add(spread) }
  }
}
