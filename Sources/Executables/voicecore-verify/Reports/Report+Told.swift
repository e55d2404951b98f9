import PropertyTesting

extension Report {
  /// The report of a law that ran in another process, or not at all: what its row tells.
  init(told row: ReportRow) {
    self.init(
      row.title, number: row.property > 0 ? row.property : nil, ended: Self.outcome(row), cases: row.cases,
      discards: row.discards, labels: row.labels.map { LabelCount($0.label, $0.count, of: $0.of) },
      coverage: row.coverage.map(CoverageShare.init(told:)), seed: SeedText.seed(row.seed) ?? 0,
      evaluations: row.evaluations, elapsed: .seconds(row.seconds), warnings: row.warnings,
      allCases: row.allCases, highestScore: row.highestScore)
  }

  private static func outcome(_ row: ReportRow) -> Outcome {
    let reason = row.error ?? row.failure ?? row.verdict.rawValue
    switch row.verdict {
    // A fault that lives is a law that held; what is expected says which of them is bad.
    case .held, .lives: return .passed
    case .falsified, .caught: return .falsified(Counterexample(told: row, reason))
    // A planted fault that kills its process was not caught by the law.
    case .crashed where row.mutant: return .unhealthy(reason)
    case .crashed: return .falsified(Counterexample(told: row, reason))
    case .gaveUp: return .gaveUp(discards: row.discards)
    case .coverageMissed: return .coverageMissed(row.coverage.filter(\.missed).map(CoverageShare.init(told:)))
    case .flaky: return .flaky(Counterexample(told: row, reason))
    case .hung: return .hung(Counterexample(told: row, reason))
    case .unhealthy: return .unhealthy(reason)
    case .nothingRan: return .nothingRan(reason)
    case .doesNotFit: return .replayDoesNotFit(reason)
    case .couldNotRun: return .nothingRan("could not run: \(reason)")
    }
  }
}

extension CoverageShare {
  fileprivate init(told share: ReportRow.Share) {
    let demand: Coverage =
      share.demandedPercent > 0 ? Coverage(share.label, atLeast: share.demandedPercent) : .sometimes(share.label)
    self.init(demand, hits: share.hits, of: share.samples)
  }
}

extension Counterexample {
  fileprivate init(told row: ReportRow, _ reason: String) {
    self.init(
      of: ToldValue(text: row.smallest), failing: Failure(told: reason, at: row.place),
      from: .generated(case: row.cases),
      token: row.token.flatMap { ReplayToken($0) }, evaluations: row.evaluations, freeParts: row.explanation ?? [])
  }
}

extension Failure {
  fileprivate init(told reason: String, at place: String?) {
    guard let place, let colon = place.lastIndex(of: ":"), let line = UInt(place[place.index(after: colon)...]) else {
      self.init(thrown: ToldFailure(description: reason))
      return
    }
    self.init(thrown: RequirementFailure(reason, fileID: String(place[..<colon]), line: line))
  }
}

/// A failing value of another process, as its report shows it.
private struct ToldValue: ReportRenderable, Sendable {
  let text: String?

  var reportText: String { text ?? "(no value: the process ended before it could tell; the token brings it back)" }
}

/// Why a process has no better news. Not private: the names of private types hold an address, another one each time.
struct ToldFailure: Error, CustomStringConvertible {
  let description: String
}
