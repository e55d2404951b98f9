public import PropertyTesting

/// What came of one law: its row, and the harness's report where this process has it.
public struct CheckedLaw: Sendable {
  /// The row.
  public let row: ReportRow
  private let report: Report?

  /// A law that ran elsewhere, or could not run.
  public init(_ row: ReportRow) {
    self.row = row
    report = nil
  }

  /// A law that the harness checked here.
  /// - Parameter cases: Cases demanded, for the line that runs it again where there is no token.
  /// - Parameter deployment: The base URL of the deployment that it was checked on, if it was one; then with what was counted
  ///   and left out there.
  public init(
    _ number: Int, _ title: String, on subject: String, _ report: Report, cases: Int, elapsed: Duration,
    at deployment: String? = nil, counts: [ReportRow.Count]? = nil, notes: [String]? = nil
  ) {
    var row = ReportRow(number, title, on: subject, report, cases: cases, elapsed: elapsed, at: deployment)
    row.counts = counts
    row.notes = notes
    self.row = row
    self.report = report
  }

  /// The law's part of the files: its suite is its subject's.
  public func entry(_ head: ReportHead) -> ReportEntry {
    ReportEntry(
      report ?? Report(told: row), group: "voicecore.laws.\(row.subject)", subject: row.subject,
      elapsed: .seconds(row.seconds), expectation: row.mutant ? .isCaught : .holds,
      replay: ReplayLine(property: row.property, subject: row.subject, at: head.deployment?.url).replaying(""),
      facts: facts(head))
  }

  private func facts(_ head: ReportHead) -> [ReportEntry.Fact] {
    var facts = [
      ReportEntry.Fact("property", "Feature: voicecore-ai, Property \(row.property): \(row.title)"),
      ReportEntry.Fact("voicecore", head.voicecore ?? "unknown"), ReportEntry.Fact("swift", head.swift),
      ReportEntry.Fact("system", head.system),
    ]
    if let deployment = head.deployment { facts.append(ReportEntry.Fact("deployment", deployment.text)) }
    for count in row.counts ?? [] { facts.append(ReportEntry.Fact(count.name, CountText.grouped(count.count))) }
    for note in row.notes ?? [] { facts.append(ReportEntry.Fact("note", note)) }
    if report == nil { facts.append(ReportEntry.Fact("in words", row.verdict.rawValue)) }
    if row.mutant, let line = row.failure?.split(separator: "\n").first {
      facts.append(ReportEntry.Fact("mutant", String(line)))
    }
    return facts
  }
}
