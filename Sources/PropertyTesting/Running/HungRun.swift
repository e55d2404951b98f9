/// What is said of a run in which a case did not end in its time.
struct HungRun<Input: Sendable>: Sendable {
  let law: Law<Input>
  let settings: RunSettings
  let board: RunBoard

  static var leftBehind: String {
    "the case could not be stopped: it is left behind and keeps its thread busy until the process ends"
  }

  /// The report of a run whose case never ends: from what its workers told, as none of them can be asked. It makes the
  /// value again and keeps failures, which is code of others and may wait for the very case that is left behind.
  func report(_ moment: Moment) -> Report {
    report(outcome(moment), warnings(moment) + Keeping(law.name, settings).keep(board.failures))
  }

  /// The same without either, for when that doesn't end.
  func shortReport(_ moment: Moment) -> Report {
    var warnings = warnings(moment)
    if Keeping(law.name, settings).isWanted, !board.failures.isEmpty {
      warnings.append("the failure was not saved: where failures are kept did not answer in time")
    }
    return report(board.failures.first.map { .falsified($0) } ?? .hung(unmade(moment, .notAgain)), warnings)
  }

  private func report(_ outcome: Report.Outcome, _ warnings: [String]) -> Report {
    let progress = board.progress
    var report = Report(
      number: law.name.number, title: law.name.title, outcome: outcome, cases: progress.cases,
      discards: progress.discards, discardReasons: [], labels: [], coverage: [], seed: settings.seed,
      evaluations: progress.evaluations, elapsed: nil)
    report.others = Array(board.failures.dropFirst())
    report.warnings = settings.workersWarnings + warnings + [Self.leftBehind]
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
    let hung = moment.isOfOneCase ? board.current : unmade(moment)
    let token = (hung?.token ?? hung?.generatedBy).map { ": \($0)" } ?? ""
    return ["the search for further bugs ended early: a case did not end in its time" + token]
  }

  private var failure: Failure { Failure(CaseHung(limit: settings.caseLimit)) }

  private func counterexample(_ moment: Moment) -> Counterexample {
    if moment.isJudging {
      // The generator is a function of the index, and it has ended once.
      let trial = Trial(law, heart: Heartbeat())
      guard let input = try? trial.generate(seed: settings.seed, index: moment.place) else { return unmade(moment) }
      return counterexample(moment, input, trial.recording.token(law.name))
    }
    if moment.isOfOneCase, let current = board.current { return current.failing(failure) }
    return unmade(moment)
  }

  private func unmade(_ moment: Moment, _ reason: UndrawnValue.Reason = .neverEnded) -> Counterexample {
    if moment.isOfOneCase, let current = board.current { return current.failing(failure) }
    return counterexample(moment, UndrawnValue(reason: moment.isJudging ? reason : .neverEnded), nil)
  }

  private func counterexample(_ moment: Moment, _ value: any Sendable, _ token: ReplayToken?) -> Counterexample {
    Counterexample(
      value: value, origin: .generated(case: board.progress.cases + 1), failure: failure, token: token,
      generatedBy: ReplayToken(law.name.tokenName, .generated(seed: settings.seed, index: moment.place)),
      evaluations: 0)
  }
}

extension Recording {
  /// Brings back exactly this case.
  func token(_ name: PropertyName) -> ReplayToken { ReplayToken(name.tokenName, .exact(ranks: ranks, shape: shape)) }
}
