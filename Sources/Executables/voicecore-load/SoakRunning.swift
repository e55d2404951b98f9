import ArgumentParser
import CommandConventions
import LoadTests

/// `run soak`: one run; then the report.
struct SoakRunning: Sendable {
  /// Calls unless told.
  static let defaultCalls = 2000

  let scenario: CallsScenario
  let isJSON: Bool

  func run() async throws {
    let report = try await scenario.soak(
      SoakPlan(calls: scenario.options.calls.flatMap { Int($0) } ?? Self.defaultCalls))
    try scenario.options.report.write(report)
    print(
      isJSON
        ? try report.json
        : TextTable(
          ["figure", "value", "meaning"], report.rows.map { [$0.name, $0.value, $0.meaning] }, rightAligned: [1]
        ).text + "\n", terminator: "")
    guard report.reasons.isEmpty else {
      StandardError.write("limits broken: \(report.reasons.joined(separator: "; "))")
      throw ExitCode(1)
    }
  }
}
