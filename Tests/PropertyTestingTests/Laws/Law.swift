import PropertyTesting
import Testing

/// Expects a law of the harness to hold, which the harness itself tries: its report is the issue.
func expectLaw(
  _ property: Property, cases: Int, seed: UInt64 = 4, sourceLocation: SourceLocation = #_sourceLocation
) async {
  let settings = RunSettings(
    cases: cases, seed: seed, maximumShrinkEvaluations: 200, caseLimit: .seconds(60), maximumOthers: 0)
  let report = await check(property, settings)
  guard !report.passed else { return }
  Issue.record("\(report.text())", sourceLocation: sourceLocation)
}
