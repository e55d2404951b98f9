/// How a property is checked. Equal settings give equal reports on every machine (but for `elapsed`).
public struct RunSettings: Sendable {
  /// Cases to pass (discarded ones do not count).
  public var cases: Int
  /// What all chance comes from.
  public var seed: UInt64
  /// Run this one case instead.
  public var replay: ReplayToken?
  /// How often the body may run while a failing case is made smaller. 0 leaves it as found.
  public var maximumShrinkEvaluations: Int
  /// Discards for each case demanded before the run gives up.
  public var maximumDiscardRatio: Int
  /// Values to draw, without running the body, until a coverage that is still undecided is judged by its estimate.
  public var maximumCoverageSamples: Int
  /// A clock for the report's `elapsed`; the harness reads no other and decides nothing by it.
  public var now: (@Sendable () -> Duration)?

  /// The everyday settings, but for what is given.
  public init(
    cases: Int = 100, seed: UInt64 = 0, replay: ReplayToken? = nil, maximumShrinkEvaluations: Int = 2_000,
    maximumDiscardRatio: Int = 10, maximumCoverageSamples: Int = 100_000, now: (@Sendable () -> Duration)? = nil
  ) {
    self.cases = cases
    self.seed = seed
    self.replay = replay
    self.maximumShrinkEvaluations = maximumShrinkEvaluations
    self.maximumDiscardRatio = maximumDiscardRatio
    self.maximumCoverageSamples = maximumCoverageSamples
    self.now = now
  }
}
