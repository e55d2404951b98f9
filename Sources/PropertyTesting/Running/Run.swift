/// One check of one property: examples, cases, coverage; on a failure, shrinking.
struct Run<Input: Sendable> {
  private let law: Law<Input>
  private let settings: RunSettings
  private let trial: Trial<Input>
  private var tally: Tally
  private var cases = 0
  private var evaluations = 0
  private var index = 0

  init(_ law: Law<Input>, _ settings: RunSettings) {
    self.law = law
    self.settings = settings
    trial = Trial(law)
    tally = Tally(law.coverage)
  }

  mutating func report() async -> Report {
    let start = settings.now?()
    let outcome = await outcome()
    return Report(
      number: law.name.number, title: law.name.title, outcome: outcome, cases: cases, discards: tally.discards,
      discardReasons: tally.discardReasons, labels: tally.labels, coverage: tally.shares, seed: settings.seed,
      evaluations: evaluations,
      elapsed: settings.now.flatMap { now in start.map { now() - $0 } })
  }

  private mutating func outcome() async -> Report.Outcome {
    if let token = settings.replay { return await replayed(token) }
    if let failed = await failedExample() { return .falsified(failed) }
    while cases < settings.cases {
      if tally.discards > max(settings.cases, 1) * settings.maximumDiscardRatio {
        return .gaveUp(discards: tally.discards)
      }
      if let outcome = await failedCase(settings.seed, index) { return outcome }
      index += 1
    }
    let missed = demandCoverage()
    return missed.isEmpty ? .passed : .coverageMissed(missed)
  }

  // MARK: - Cases

  private mutating func failedExample() async -> Counterexample? {
    for (place, example) in law.examples.enumerated() {
      switch await trial.judge(example) {
      case .held: break  // Examples are extra: the demanded number of cases is run besides.
      case .discarded(let discard): tally.count(discard)
      case .failed(let failure):
        return Counterexample(
          value: example, origin: .example(place), failure: failure, token: nil, generatedBy: nil, evaluations: 0)
      }
    }
    return nil
  }

  private mutating func failedCase(_ seed: UInt64, _ index: Int) async -> Report.Outcome? {
    let input: Input
    do {
      input = try trial.generate(seed: seed, index: index)
    } catch {
      tally.count(error)
      return nil
    }
    switch await trial.judge(input) {
    case .held:
      cases += 1
      tally.count(law.labels(input))
      return nil
    case .discarded(let discard):
      tally.count(discard)
      return nil
    case .failed(let failure):
      cases += 1
      return await shrunk(failure, ReplayToken(law.name.tokenName, .generated(seed: seed, index: index)))
    }
  }

  private mutating func shrunk(_ failure: Failure, _ generatedBy: ReplayToken) async -> Report.Outcome {
    trial.pursue(failure)
    var shrinker = Shrinker(trial, trial.recording, maximumEvaluations: settings.maximumShrinkEvaluations)
    let first = trial.input
    await shrinker.shrink()
    evaluations += shrinker.evaluations
    let best = shrinker.best
    // A flaky case is reported as it was last seen failing.
    let value = trial.follow(best.ranks, fence: nil) == nil ? first : trial.input
    guard let value else { return .gaveUp(discards: tally.discards) }
    let counterexample = Counterexample(
      value: value, origin: .generated(case: cases), failure: trial.failure ?? failure,
      token: ReplayToken(law.name.tokenName, .exact(ranks: best.ranks, shape: best.shape)), generatedBy: generatedBy,
      evaluations: shrinker.evaluations)
    return shrinker.isFlaky ? .flaky(counterexample) : .falsified(counterexample)
  }

  // MARK: - Replay

  private mutating func replayed(_ token: ReplayToken) async -> Report.Outcome {
    guard token.property == law.name.tokenName else {
      return .replayDoesNotFit("the token is for property \(token.property), not for \(law.name.tokenName)")
    }
    switch token.subject {
    case .generated(let seed, let index):
      return await failedCase(seed, index) ?? .passed
    case .exact(let ranks, let shape):
      guard let input = trial.restore(ranks, shape: shape) else {
        return .replayDoesNotFit("the case of this token does not fit the generator any more")
      }
      cases = 1
      switch await trial.judge(input) {
      case .held: return .passed
      case .discarded(let discard):
        cases = 0
        tally.count(discard)
        return .gaveUp(discards: 1)
      case .failed(let failure):
        return .falsified(
          Counterexample(
            value: input, origin: .replayed, failure: failure, token: token, generatedBy: nil, evaluations: 0))
      }
    }
  }

  // MARK: - Coverage

  /// Draws further values, twice as many each time, until every demand is decided.
  private mutating func demandCoverage() -> [CoverageShare] {
    guard !law.coverage.isEmpty else { return [] }
    var target = tally.samples
    while tally.isUndecided, tally.samples < settings.maximumCoverageSamples {
      target = min(max(target * 2, 1), settings.maximumCoverageSamples)
      while tally.samples < target, index < settings.maximumCoverageSamples * 2 {
        if let input = try? trial.generate(seed: settings.seed, index: index) { tally.sample(law.labels(input)) }
        index += 1
      }
      if index >= settings.maximumCoverageSamples * 2 { break }
    }
    return tally.missed
  }
}
