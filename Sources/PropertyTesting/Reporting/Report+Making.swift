extension Report {
  /// A report of a check that was run elsewhere, for instance in another process.
  public init(
    _ title: String, number: Int? = nil, ended outcome: Outcome, cases: Int = 0, discards: Int = 0,
    discardReasons: [LabelCount] = [], labels: [LabelCount] = [], coverage: [CoverageShare] = [], seed: UInt64 = 0,
    evaluations: Int = 0, elapsed: Duration? = nil, others: [Counterexample] = [], warnings: [String] = [],
    allCases: Int? = nil, highestScore: Double? = nil
  ) {
    self.number = number
    self.title = title
    self.outcome = outcome
    self.cases = cases
    self.discards = discards
    self.discardReasons = discardReasons
    self.labels = labels
    self.coverage = coverage
    self.seed = seed
    self.evaluations = evaluations
    self.elapsed = elapsed
    self.others = others
    self.warnings = warnings
    self.allCases = allCases
    self.highestScore = highestScore
  }
}

extension Counterexample {
  /// A failing case that was found elsewhere.
  public init(
    of value: any Sendable, failing failure: Failure, from origin: Origin, token: ReplayToken? = nil,
    generatedBy: ReplayToken? = nil, evaluations: Int = 0, freeParts: [String] = []
  ) {
    self.init(
      value: value, origin: origin, failure: failure, token: token, generatedBy: generatedBy, evaluations: evaluations)
    self.freeParts = freeParts
  }
}

extension Failure {
  /// Why a case fails whose body threw `error`.
  public init(thrown error: any Error) { self.init(error) }
}

extension LabelCount {
  /// `count` of `all` cases bear `label`.
  public init(_ label: String, _ count: Int, of all: Int) { self.init(label: label, count: count, of: all) }
}

extension CoverageShare {
  /// `hits` of `samples` values bear the label that `demand` is about.
  public init(_ demand: Coverage, hits: Int, of samples: Int) {
    self.init(demand: demand, hits: hits, samples: samples)
  }
}
