import ArgumentParser
import CommandConventions
import LoadTests

/// `run calls`: one run, or the search for the most calls; then the report.
struct CallsRunning: Sendable {
  /// How long a step of the search measures, and sets up, in seconds.
  private static let stepSeconds = 8
  private static let stepRamp = 3.0
  /// How often the found number is tried for the whole time, each time with a twentieth less.
  private static let confirmations = 4

  let scenario: CallsScenario
  let isJSON: Bool

  func run() async throws {
    let report: CallsReport
    if let count = scenario.options.count(in: scenario.suite) {
      report = try await scenario.report(calls: count, seconds: scenario.seconds, ramp: scenario.ramp)
    } else {
      report = try await search()
    }
    try scenario.options.report.write(report)
    print(isJSON ? try report.json : Self.table(report), terminator: isJSON ? "" : "\n")
    switch report.verdict {
    case .held: return
    case .broken:
      StandardError.write("limits broken: \(report.reasons.joined(separator: "; "))")
      throw ExitCode(1)
    case .void:
      throw CouldNotRun("the run is void: \(report.reasons.joined(separator: "; "))")
    }
  }

  private func search() async throws -> CallsReport {
    var search = CapacitySearch()
    while let calls = search.next {
      let report = try await scenario.report(calls: calls, seconds: Self.stepSeconds, ramp: Self.stepRamp)
      search.record(calls, Self.outcome(report.verdict))
      StandardError.write("step: \(Self.line(report))")
    }
    guard search.best > 0 else { throw CouldNotRun("not even the first step of the search held its limits") }
    var calls = search.best
    for _ in 1..<Self.confirmations {
      let report = try await scenario.report(calls: calls, seconds: scenario.seconds, ramp: scenario.ramp)
      search.record(calls, Self.outcome(report.verdict))
      StandardError.write("confirmation: \(Self.line(report))")
      if report.verdict == .held {
        StandardError.write(Self.claim(calls, search))
        return report
      }
      calls = max(calls - max(calls / 20, 1), 1)
    }
    return try await scenario.report(calls: calls, seconds: scenario.seconds, ramp: scenario.ramp)
  }

  /// What may be said of a number that held.
  private static func claim(_ calls: Int, _ search: CapacitySearch) -> String {
    guard search.isLowerBound else { return "the most is \(calls) calls" }
    let why = search.worst == nil ? "the search went no further" : "what was above it was void"
    return "the server carries at least \(calls) calls: \(why)"
  }

  private static func outcome(_ verdict: CallsReport.Verdict) -> CapacitySearch.Outcome {
    switch verdict {
    case .held: .held
    case .broken: .broken
    case .void: .void
    }
  }

  private static func line(_ report: CallsReport) -> String {
    let named = Dictionary(report.rows.map { ($0.name, $0.value) }) { first, _ in first }
    let figures = ["p99", "server CPU", "per call-second", "generator CPU"].map { "\($0) \(named[$0] ?? "unknown")" }
    let reasons = report.reasons.isEmpty ? "" : " (\(report.reasons.joined(separator: "; ")))"
    return "\(report.plan.calls) calls: \(report.verdict.rawValue)\(reasons), \(figures.joined(separator: ", "))"
  }

  private static func table(_ report: CallsReport) -> String {
    TextTable(
      ["figure", "value", "meaning"], report.rows.map { [$0.name, $0.value, $0.meaning] }, rightAligned: [1]
    ).text
  }
}
