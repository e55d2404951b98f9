import PropertyTesting

/// Two workers against one: how much faster, and whether they say the same.
public struct WorkerTrial: Sendable {
  /// How many times faster two must be.
  public static let bar = 1.8
  /// Short times, many of them: on a busy machine some are undisturbed.
  private static let cases = 1_000
  private static let sortings = 40
  private static let seeds: UInt64 = 20

  /// Pairs of times: of one worker, and of two.
  public private(set) var pairs: [(one: Duration, two: Duration)] = []
  /// Laws whose two reports differ.
  public private(set) var differences: [String] = []

  /// A trial that has not run yet.
  public init() {}

  /// How many times faster two were, in the pair that was disturbed least.
  public var ratio: Double { Self.ratio(of: pairs) }

  /// The time of one worker through that of two, both of the pair that took least in all: the best of one and the best of
  /// two might come from different minutes. 0 without a pair.
  public static func ratio(of pairs: [(one: Duration, two: Duration)]) -> Double {
    guard let least = pairs.min(by: { $0.one + $0.two < $1.one + $1.two }) else { return 0 }
    return least.one / least.two
  }

  /// Whether two are fast enough and say the same.
  public var isMet: Bool { ratio >= Self.bar && differences.isEmpty }

  /// A law with some work in it.
  private static let heavy = Property("sorted", for: SpeedWorkload.lists(100...100)) { list in
    var sorted = list
    for turn in 0..<sortings {
      sorted.sort { $0 &* (turn | 1) < $1 &* (turn | 1) }
    }
    try require(sorted.count == list.count)
  }

  /// A law with two bugs, a label, a demand and discards.
  private static let falling = Property(
    "falls", for: .array(of: Gen<Int>.int(0...1_000)),
    classifying: [
      .cover("long", atLeast: 5) { $0.count > 5 }, .collect("first") { "\($0.first.map { $0 / 500 } ?? -1)" },
    ]
  ) { list in
    if list.count == 3 { throw Discard("three") }
    try require(list.reduce(0, +) < 4_000, "sum")
    try require(!list.contains(777) || list.count < 3, "number")
  }

  /// Times the heavy law for about `time` by the clock on the wall `now`, in turn with one worker and with two.
  public mutating func run(for time: Duration, now: () -> Duration) async {
    let start = now()
    repeat {
      let one = await Self.timed(1, now)
      pairs.append((one, await Self.timed(2, now)))
    } while now() - start < time
  }

  private static func timed(_ workers: Int, _ now: () -> Duration) async -> Duration {
    let start = now()
    _ = await check(heavy, RunSettings(cases: cases, workers: workers))
    return now() - start
  }

  /// Compares the reports of laws that hold and of laws that fall: failures, tokens, counts, labels, coverage.
  public mutating func compare() async {
    for seed in 0..<Self.seeds {
      for property in [Self.heavy, Self.falling] {
        var texts: [String] = []
        for workers in [1, 2, 3] {
          let report = await check(property, RunSettings(cases: 500, seed: seed, workers: workers))
          texts.append(ReportCollection("", [ReportEntry(report, group: "")]).json())
        }
        if Set(texts).count > 1 { differences.append("\(property.title), seed \(seed)") }
      }
    }
  }
}
