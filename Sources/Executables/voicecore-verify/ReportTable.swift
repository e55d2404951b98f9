import CommandConventions
import Properties
import PropertyTesting

/// One line of the report.
struct ReportRow {
  let item: Selection.Item
  let report: Report
  let elapsed: Duration
  let isMutant: Bool

  /// A law holds; a mutant is caught.
  var isAsExpected: Bool { isMutant ? report.counterexample != nil : report.passed }

  var verdict: String {
    switch (isMutant, isAsExpected) {
    case (false, true): "held"
    case (false, false): Self.name(of: report.outcome)
    case (true, true): "caught"
    case (true, false): "LIVES"
    }
  }

  /// What a person must see when it isn't as expected.
  var failureText: String? {
    guard !isAsExpected else { return nil }
    if isMutant { return "Property \(item.number) on \(item.subject): the mutant lives. \(item.mutant)" }
    return report.text(replay: "voicecore-verify --subject \(item.subject) --replay")
  }

  private static func name(of outcome: Report.Outcome) -> String {
    switch outcome {
    case .passed: "held"
    case .falsified: "FALSIFIED"
    case .gaveUp: "GAVE UP"
    case .coverageMissed: "COVERAGE"
    case .flaky: "FLAKY"
    case .hung: "HUNG"
    case .unhealthy: "UNHEALTHY"
    case .nothingRan: "NOTHING RAN"
    case .replayDoesNotFit: "NO REPLAY"
    }
  }
}

/// The report as an aligned table: property × subject × verdict.
struct ReportTable {
  let text: String

  init(_ rows: [ReportRow]) {
    let heading = ["property", "", "subject", "cases", "discards", "time", "verdict"]
    let body = rows.map { row in
      [
        "\(row.item.number)", row.item.title, row.item.subject, "\(row.report.cases)", "\(row.report.discards)",
        "\(row.elapsed.components.seconds * 1000 + row.elapsed.components.attoseconds / 1_000_000_000_000_000) ms",
        row.verdict,
      ]
    }
    let failed = rows.count { !$0.isAsExpected }
    let table = TextTable(heading, body, rightAligned: [0, 3, 4, 5]).text
    text = "\(table)\n\n\(rows.count - failed) as expected, \(failed) not"
  }
}
