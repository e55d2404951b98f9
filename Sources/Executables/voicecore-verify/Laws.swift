import ArgumentParser
import CommandConventions
import Foundation
import Properties
import PropertyTesting

/// Runs laws and reports them in one table.
struct Laws: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "laws", abstract: "Runs the properties (the default).", shouldDisplay: false)

  enum Profile: String, CaseIterable, ExpressibleByArgument { case quick, ci, nightly }

  @Option(help: "Property numbers, separated by commas; all by default.") var property: String?
  @Option(help: "Subjects, separated by commas: core, memory, sqlite. All that exist by default.") var subject: String?
  @Option(help: "Cases per property and subject.") var cases: Int?
  @Option(help: "The seed, decimal or 0x and hexadecimal.") var seed: String?
  @Option(
    help: "quick: 100 cases on core and memory; ci: 100 cases, seed of the commit; nightly: 10,000 cases, seed drawn.")
  var profile: Profile?
  @Option(help: "Replays the failure of this token, and nothing else.") var replay: String?
  @Option(help: "Writes reports: junit=FILE,json=FILE. (html is not available yet.)") var report: String?
  @Flag(help: "Runs the properties' mutants: each must be caught.") var mutant = false
  @Flag(help: "Prints JSON instead of the table.") var json = false
  @Option(name: .customLong("base-url"), help: "A live deployment to check: not available yet.") var baseURL: String?

  func run() async throws {
    let selection = try Selection(self)
    StandardError.write("seed 0x\(String(selection.settings.seed, radix: 16)), \(selection.settings.cases) cases each")
    var rows: [ReportRow] = []
    for item in selection.items {
      let started = ContinuousClock.now
      if StandardError.isTerminal {
        StandardError.write("  property \(item.number) on \(item.subject) …\r", terminator: "")
      }
      let report = await check(item.property, selection.settings)
      rows.append(ReportRow(item: item, report: report, elapsed: ContinuousClock.now - started, isMutant: mutant))
      if let text = rows.last?.failureText { StandardError.write("\n" + text) }
    }
    try selection.reports.write(rows)
    print(json ? ReportFiles.json(rows) : ReportTable(rows).text)
    if rows.contains(where: { !$0.isAsExpected }) { throw ExitCode(1) }
  }
}
