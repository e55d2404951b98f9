/// The waits of one call: how many, how long in all by stage, and the latest of them for percentiles.
public struct TurnWaits: Equatable, Sendable, Codable {
  /// So many waits are remembered one by one; percentiles are of the latest.
  public static let remembered = 128

  /// How many answers were waited for.
  public private(set) var count = 0
  private var sum = TurnWait()
  /// Milliseconds, the latest last.
  private var latest: [Int] = []

  /// None yet.
  public init() {}

  /// One more.
  public mutating func add(_ wait: TurnWait) {
    count += 1
    for stage in TurnWait.Stage.allCases { sum[stage] += wait[stage] }
    latest.append(Int(wait.total.wholeMilliseconds))
    if latest.count > Self.remembered { latest.removeFirst() }
  }

  /// The mean of one stage; zero before the first wait.
  public func mean(_ stage: TurnWait.Stage) -> Duration { count > 0 ? sum[stage] / count : .zero }

  /// The wait in milliseconds that so many of a hundred of the latest don't exceed (nearest rank); `nil` before the first.
  /// - Parameter percent: 1 to 100.
  public func percentile(_ percent: Int) -> Int? {
    guard !latest.isEmpty else { return nil }
    let rank = (latest.count * min(max(percent, 1), 100) + 99) / 100
    return latest.sorted()[rank - 1]
  }
}
