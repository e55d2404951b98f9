import PropertyTesting

extension ReportRow {
  /// The row of a law that the harness ran.
  /// - Parameter cases: Cases demanded, for the line that runs it again where there is no token.
  init(_ number: Int, _ title: String, on subject: String, _ report: Report, cases: Int, elapsed: Duration) {
    self.init(
      property: number, title: title, subject: subject, verdict: Verdict(report.outcome),
      seed: SeedText.text(report.seed))
    self.cases = report.cases
    discards = report.discards
    evaluations = report.evaluations
    seconds = elapsed / .seconds(1)
    labels = report.labels.map { Label($0.label, $0.count, of: $0.of) }
    token = report.token.map { "\($0)" }
    let again = ReplayLine(property: number, subject: subject)
    let line = token.map(again.replaying) ?? again.seeded(seed, cases: cases)
    if !verdict.isGood {
      replay = verdict == .doesNotFit ? nil : line
      failure = report.text(replay: again.replaying(""))
      if token == nil, let replay { failure? += "\n  run it again: \(replay)" }
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
