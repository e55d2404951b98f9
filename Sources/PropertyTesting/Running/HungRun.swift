/// What is said of a run in which a case did not end in its time.
struct HungRun<Input: Sendable>: Sendable {
  let law: Law<Input>
  let settings: RunSettings
  let board: RunBoard

  static var leftBehind: String {
    "the case could not be stopped: it is left behind and keeps its thread busy until the process ends"
  }

  /// The report of a run whose case never ends: from what its workers told, as none of them can be asked.
  func report(_ moment: Moment) -> Report {
    let progress = board.progress
    let failures = board.failures
    var report = Report(
      number: law.name.number, title: law.name.title, outcome: outcome(moment), cases: progress.cases,
      discards: progress.discards, discardReasons: [], labels: [], coverage: [], seed: settings.seed,
      evaluations: progress.evaluations, elapsed: nil)
    report.others = Array(failures.dropFirst())
    report.warnings = warnings(moment) + [Self.leftBehind]
    return report
  }

  /// A bug that was found already is the better news.
  func outcome(_ moment: Moment) -> Report.Outcome {
    if let first = board.failures.first { return .falsified(first) }
    return .hung(counterexample(moment))
  }

  func warnings(_ moment: Moment) -> [String] {
    guard !board.failures.isEmpty else { return [] }
    if moment.isShrinking { return ["shrinking ended early: a smaller case did not end in its time"] }
    let token = counterexample(moment).generatedBy.map { ": \($0)" } ?? ""
    return ["the search for further bugs ended early: a case did not end in its time" + token]
  }

  private func counterexample(_ moment: Moment) -> Counterexample {
    let failure = Failure(CaseHung(limit: settings.caseLimit))
    let generated = ReplayToken(law.name.tokenName, .generated(seed: settings.seed, index: moment.place))
    switch moment.kind {
    case .judging, .judgingAgain:
      // The generator is a function of the index, and it has ended once.
      let trial = Trial(law, heart: Heartbeat())
      guard let input = try? trial.generate(seed: settings.seed, index: moment.place) else { break }
      return Counterexample(
        value: input, origin: .generated(case: board.progress.cases + 1), failure: failure,
        token: trial.recording.token(law.name), generatedBy: generated, evaluations: 0)
    case .example, .exampleAgain, .saved, .replaying:
      guard let current = board.current else { break }
      return Counterexample(
        value: current.value, origin: current.origin, failure: failure, token: current.token,
        generatedBy: current.generatedBy, evaluations: 0)
    case .rest, .drawing, .sampling, .following, .candidate: break
    }
    return Counterexample(
      value: UndrawnValue(), origin: .generated(case: board.progress.cases + 1), failure: failure, token: nil,
      generatedBy: generated, evaluations: 0)
  }
}

extension Recording {
  /// Brings back exactly this case.
  func token(_ name: PropertyName) -> ReplayToken { ReplayToken(name.tokenName, .exact(ranks: ranks, shape: shape)) }
}
