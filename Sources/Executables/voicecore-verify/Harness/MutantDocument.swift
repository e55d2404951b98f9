import HarnessTrials

/// The table of planted faults, for programs.
struct MutantDocument: Encodable {
  struct Row: Encodable {
    let fault: String
    let description: String
    let found: Int
    let seeds: Int
    let medianCases: Int
    let meanSteps: Double
    let meanEvaluations: Double
    let met: Bool
  }

  let schema: Int
  let met: Bool
  let cases: Int
  let foundPercentDemanded: Int
  let falseAlarms: [String]
  let rows: [Row]

  init(_ table: MutantTable) {
    schema = JSONReport.schema
    met = table.passed
    cases = MutantTable.cases
    foundPercentDemanded = MutantTable.foundPercent
    falseAlarms = table.falseAlarms
    rows = table.rows.map { row in
      Row(
        fault: row.fault.rawValue, description: row.fault.description, found: row.found, seeds: row.seeds,
        medianCases: row.medianCases, meanSteps: row.meanSteps, meanEvaluations: row.meanEvaluations, met: row.passed)
    }
  }

  var json: String { JSONReport.encode(self) }
}
