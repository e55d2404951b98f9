import PropertyTesting

extension ReportRow {
  /// The row of a law that the harness ran.
  /// - Parameter deployment: The base URL of the deployment that it was checked on, if it was one.
  /// - Parameter cases: Cases demanded, for the line that runs it again where there is no token.
  init(
    _ number: Int, _ title: String, on subject: String, _ report: Report, cases: Int, elapsed: Duration,
    at deployment: String? = nil
  ) {
    self.init(
      property: number, title: title, subject: subject, verdict: Verdict(report.outcome),
      seed: SeedText.text(report.seed))
    self.cases = report.cases
    discards = report.discards
    evaluations = report.evaluations
    seconds = elapsed / .seconds(1)
    labels = report.labels.map { Label($0.label, $0.count, of: $0.of) }
    coverage = report.coverage.map { share in
      Share(
        label: share.demand.label, demandedPercent: share.demand.minimumPercent, hits: share.hits,
        samples: share.samples, missed: report.missed.contains(share))
    }
    warnings = report.warnings
    allCases = report.allCases
    highestScore = report.highestScore
    smallest = report.counterexample?.text
    if let parts = report.counterexample?.freeParts, !parts.isEmpty { explanation = parts }
    error = report.counterexample?.failure.message ?? report.reason
    place = report.counterexample?.failure.origin.place
    token = report.token.map { "\($0)" }
    let again = ReplayLine(property: number, subject: subject, at: deployment)
    let line = token.map(again.replaying) ?? again.seeded(seed, cases: cases)
    if !verdict.isGood {
      replay = verdict == .doesNotFit ? nil : line
      failure = report.text(replay: again.replaying(""))
      if token == nil, let replay { failure? += "\n  run it again: \(replay)" }
    }
  }
}

extension Report {
  fileprivate var missed: [CoverageShare] { if case .coverageMissed(let missed) = outcome { missed } else { [] } }

  /// Why there is no verdict.
  fileprivate var reason: String? {
    switch outcome {
    case .unhealthy(let reason), .nothingRan(let reason), .replayDoesNotFit(let reason): reason
    default: nil
    }
  }
}

extension Verdict {
  init(_ outcome: Report.Outcome) {
    self =
      switch outcome {
      case .passed: .held
      case .falsified: .falsified
      case .gaveUp: .gaveUp
      case .coverageMissed: .coverageMissed
      case .flaky: .flaky
      case .hung: .hung
      case .unhealthy: .unhealthy
      case .nothingRan: .nothingRan
      case .replayDoesNotFit: .doesNotFit
      }
  }
}
