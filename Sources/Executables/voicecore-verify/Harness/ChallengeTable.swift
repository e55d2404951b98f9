import CommandConventions
import HarnessTrials

/// What the challenges came to, against their bars.
struct ChallengeTable {
  private let trials: [ChallengeTrial]

  init(_ trials: [ChallengeTrial]) { self.trials = trials }

  /// Mean evaluations of all challenges together.
  private var evaluations: Double { trials.map(\.meanEvaluations).reduce(0, +) }
  private var sumIsMet: Bool { evaluations <= ChallengeTrial.Bars.evaluationsInSum }
  /// Whether every challenge meets its bars, and their sum its own.
  var isMet: Bool { sumIsMet && trials.allSatisfy { $0.misses.isEmpty } }

  static func endLine(_ trial: ChallengeTrial) -> String {
    "\(trial.name): \(trial.ideals) of \(trial.runs.count) ideal, \(CountText.fixed(trial.meanEvaluations, 0)) evaluations"
  }

  func text(colour: Colour) -> String {
    let heading = [
      "challenge", "ideal", "as small", "cases to find", "evaluations: mean", "median", "max", "ms a shrink", "verdict",
    ]
    let body = trials.map { trial in
      [
        trial.name, "\(trial.ideals)/\(trial.runs.count)", "\(trial.asSmall)/\(trial.runs.count)",
        CountText.fixed(trial.meanCases, 0), CountText.fixed(trial.meanEvaluations, 0),
        CountText.grouped(trial.medianEvaluations), CountText.grouped(trial.maximumEvaluations),
        CountText.fixed(trial.meanMilliseconds, 2),
        trial.misses.isEmpty
          ? colour.paint("met", .good) : colour.paint("MISSED: " + trial.misses.joined(separator: ", "), .bad),
      ]
    }
    let sum = [
      "all", "\(trials.map(\.ideals).reduce(0, +))/\(trials.map(\.runs.count).reduce(0, +))", "", "",
      CountText.fixed(evaluations, 0), "", "", "",
      sumIsMet
        ? colour.paint("met", .good)
        : colour.paint("MISSED: above \(CountText.fixed(ChallengeTrial.Bars.evaluationsInSum, 0)) evaluations", .bad),
    ]
    return TextTable(heading, body + [sum], rightAligned: [1, 2, 3, 4, 5, 6, 7]).text
  }

  private struct Document: Encodable {
    struct Row: Encodable {
      let challenge: String
      let runs: Int
      let found: Int
      let ideal: Int
      let asSmall: Int
      let meanCases: Double
      let meanEvaluations: Double
      let medianEvaluations: Int
      let maximumEvaluations: Int
      let meanMilliseconds: Double
      let misses: [String]
    }

    let schema: Int
    let met: Bool
    let evaluationsInSum: Double
    let rows: [Row]
  }

  var json: String {
    JSONReport.encode(
      Document(
        schema: JSONReport.schema, met: isMet, evaluationsInSum: evaluations,
        rows: trials.map { trial in
          Document.Row(
            challenge: trial.name, runs: trial.runs.count, found: trial.found, ideal: trial.ideals,
            asSmall: trial.asSmall, meanCases: trial.meanCases, meanEvaluations: trial.meanEvaluations,
            medianEvaluations: trial.medianEvaluations, maximumEvaluations: trial.maximumEvaluations,
            meanMilliseconds: trial.meanMilliseconds, misses: trial.misses)
        }))
  }
}
