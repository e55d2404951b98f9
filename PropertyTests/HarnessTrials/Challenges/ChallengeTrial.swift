import PropertyTesting

/// What many seeds make of one challenge, against its bars.
public struct ChallengeTrial: Sendable {
  /// What a challenge must reach.
  public enum Bars {
    /// Mean evaluations to shrink one challenge.
    public static let evaluations = 250.0
    /// Mean evaluations of all challenges together.
    public static let evaluationsInSum = 1_300.0
    /// Mean milliseconds to shrink, in a release build.
    public static let milliseconds = 20.0
    /// Cases within which every run finds a failure.
    public static let cases = 50_000
    /// Mean cases to find the failure of difference-one.
    public static let casesOfDifferenceOne = 3_000.0
    /// The share of binheap's runs that end at the ideal itself, and of those that end at a case as small.
    public static let binheap = (ideal: 0.75, asSmall: 0.95)
  }

  /// What one seed came to.
  public struct Run: Equatable, Sendable {
    /// The seed.
    public let seed: UInt64
    /// Cases to the first failure; `nil` when there was none.
    public let cases: Int?
    /// Whether the smallest case found is the ideal one.
    public let isIdeal: Bool
    /// Whether it has the size of the ideal one.
    public let isAsSmall: Bool
    /// Runs of the body while shrinking.
    public let evaluations: Int
    /// Time to shrink.
    public let time: Duration
  }

  private static let maximumDiscardRatio = 100

  private let challenge: Challenge
  /// One for each seed.
  public private(set) var runs: [Run] = []

  /// A trial that has not run yet.
  public init(_ challenge: Challenge) { self.challenge = challenge }

  /// The challenge's name.
  public var name: String { challenge.name }

  /// Finds a failure and shrinks it, once.
  /// - Parameter now: The time that has passed, by any clock; only the shrinking is measured.
  public mutating func run(seed: UInt64, now: () -> Duration) async {
    var settings = RunSettings(
      cases: Bars.cases, seed: seed, maximumShrinkEvaluations: 0, maximumDiscardRatio: Self.maximumDiscardRatio)
    // One bug is the challenge, and a limit in time would be a thread of its own to pay for.
    settings.maximumOthers = 0
    settings.caseLimit = nil
    let found = await check(challenge.property, settings)
    guard let counterexample = found.counterexample, let token = counterexample.generatedBy else {
      runs.append(Run(seed: seed, cases: nil, isIdeal: false, isAsSmall: false, evaluations: 0, time: .zero))
      return
    }
    // The same case again, alone: what its replay takes is what shrinking takes.
    settings.replay = token
    settings.maximumShrinkEvaluations = RunSettings().maximumShrinkEvaluations
    let start = now()
    let shrunk = await check(challenge.property, settings)
    let time = now() - start
    let value = shrunk.counterexample?.value
    runs.append(
      Run(
        seed: seed, cases: found.cases, isIdeal: value.map(challenge.isIdeal) ?? false,
        isAsSmall: value.map(challenge.isAsSmall) ?? false, evaluations: shrunk.evaluations, time: time))
  }

  /// Runs that found a failure.
  public var found: Int { runs.count { $0.cases != nil } }
  /// Runs that ended at the ideal case.
  public var ideals: Int { runs.count(where: \.isIdeal) }
  /// Runs that ended at a case of the ideal's size.
  public var asSmall: Int { runs.count(where: \.isAsSmall) }
  /// Mean cases to the first failure, of the runs that found one.
  public var meanCases: Double { Self.mean(runs.compactMap { $0.cases.map(Double.init) }) }
  /// Mean runs of the body while shrinking.
  public var meanEvaluations: Double { Self.mean(evaluations.map(Double.init)) }
  /// The upper median of the same.
  public var medianEvaluations: Int { evaluations.isEmpty ? 0 : evaluations.sorted()[evaluations.count / 2] }
  /// The largest of the same.
  public var maximumEvaluations: Int { evaluations.max() ?? 0 }
  /// Mean time to shrink.
  public var meanMilliseconds: Double {
    Self.mean(runs.filter { $0.cases != nil }.map { $0.time / .milliseconds(1) })
  }

  private var evaluations: [Int] { runs.filter { $0.cases != nil }.map(\.evaluations) }
  private static func mean(_ numbers: [Double]) -> Double {
    numbers.isEmpty ? 0 : numbers.reduce(0, +) / Double(numbers.count)
  }

  /// The bars that are missed, in a few words each.
  public var misses: [String] {
    guard !runs.isEmpty else { return ["nothing ran"] }
    var misses: [String] = []
    let count = Double(runs.count)
    let isHeap = name == Challenge.binheap.name
    if found < runs.count { misses.append("not found by \(runs.count - found)") }
    if Double(ideals) < (isHeap ? Bars.binheap.ideal : 1) * count { misses.append("ideal") }
    if Double(asSmall) < (isHeap ? Bars.binheap.asSmall : 1) * count { misses.append("size") }
    if meanEvaluations > Bars.evaluations { misses.append("evaluations") }
    if meanMilliseconds >= Bars.milliseconds { misses.append("time") }
    if name == Challenge.differenceOne.name, meanCases > Bars.casesOfDifferenceOne { misses.append("cases") }
    return misses
  }
}

extension Challenge {
  /// Whether `value` has the size of the ideal one: binheap has three heaps of that size that fail, others one value.
  func isAsSmall(_ value: any Sendable) -> Bool {
    guard let heap = value as? Heap else { return isIdeal(value) }
    return heap.keys.sorted() == [0, 0, 0, 1]
  }
}
