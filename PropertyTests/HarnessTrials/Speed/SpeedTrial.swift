/// How fast one workload ran, in slices of some tenths of a second.
public struct SpeedTrial: Sendable {
  /// A slice shorter than this tells little.
  private static let shortestSlice = Duration.milliseconds(100)
  private static let firstCases = 1_000

  /// What is run.
  public let workload: SpeedWorkload
  /// Units a second, one for each slice.
  public private(set) var rates: [Double] = []
  /// Whether the law that always holds fell.
  public private(set) var fell = false
  private var cases = firstCases
  private var seed: UInt64 = 0

  /// A trial that has not run yet.
  public init(_ workload: SpeedWorkload) { self.workload = workload }

  /// The fastest slice; the others were disturbed.
  public var best: Double { rates.max() ?? 0 }
  /// Whether the bar is reached.
  public var isMet: Bool { !fell && best >= workload.bar }

  /// Runs slices for about `time` by the clock `now`.
  public mutating func run(for time: Duration, now: () -> Duration) async {
    let start = now()
    while !fell, rates.isEmpty || now() - start < time {
      let began = now()
      guard let units = await workload.run(cases, seed) else {
        fell = true
        return
      }
      let took = now() - began
      seed += 1
      // Too short to count: the next slice is longer.
      guard took >= Self.shortestSlice else {
        cases *= 2
        continue
      }
      rates.append(Double(units) / (took / .seconds(1)))
    }
  }
}
