import CommandConventions
import Foundation
import Properties
import PropertyTesting

/// Runs what was selected, one law after the other, and shows how far it is.
struct LawRun {
  private let selection: Selection
  private let isolation: Isolation?
  private let display: ProgressDisplay
  private let colour = Colour(
    isTerminal: StandardError.isTerminal, environment: ProcessInfo.processInfo.environment)

  /// - Parameter isolation: Gives each law a process of its own; without it, all run in this one.
  init(_ selection: Selection, isolation: Isolation?) {
    self.selection = selection
    self.isolation = isolation
    display = ProgressDisplay(laws: selection.items.count + (selection.server == nil ? 0 : 1))
  }

  /// The rows, in the order of the selection. A law that can't run gives a row that says so; the others still run.
  func rows() async throws -> [ReportRow] {
    try await display.showing {
      var rows: [ReportRow] = []
      for item in selection.items {
        let row = await row(of: item)
        rows.append(row)
        display.end(EndLine.text(row, colour: colour))
      }
      if let numbers = selection.server { rows += try await serverRows(numbers) }
      return rows
    }
  }

  private func row(of item: Selection.Item) async -> ReportRow {
    let subject = item.subject.rawValue
    display.begin("property \(item.number) on \(subject)", demanded: selection.settings.cases)
    if let isolation {
      return await isolation.row(
        IsolatedLaw(
          number: item.number, title: item.title, subject: subject, settings: selection.settings))
    }
    do {
      try await item.subject.open()
    } catch {
      return ReportRow(
        property: item.number, title: item.title, subject: subject, verdict: .couldNotRun,
        seed: SeedText.text(selection.settings.seed),
        failure: "Property \(item.number) on \(subject): could not run: \(error)")
    }
    let began = ContinuousClock.now
    let report = await check(item.property, selection.settings.showing(on: display))
    return ReportRow(
      item.number, item.title, on: subject, report, cases: selection.settings.cases,
      elapsed: ContinuousClock.now - began)
  }

  /// The server runs its laws together: it is started once for all of them.
  private func serverRows(_ numbers: [Int]) async throws -> [ReportRow] {
    let settings = selection.settings
    display.begin(numbers.isEmpty ? "all laws on server" : "laws on server", demanded: 0)
    let rows: [ReportRow]
    do {
      rows = try await ServerSubject.run(numbers: numbers, settings: settings.showing(on: display)).map { law in
        ReportRow(law.number, law.title, on: "server", law.report, cases: settings.cases, elapsed: law.elapsed)
      }
    } catch {
      rows = (numbers.isEmpty ? [0] : numbers).map { number in
        let title = VerifiedProperty.all.first { $0.number == number }?.title ?? "laws of a running server"
        return ReportRow(
          property: number, title: title, subject: "server", verdict: .couldNotRun, seed: SeedText.text(settings.seed),
          failure: "\(number > 0 ? "Property \(number)" : "All laws") on server: could not run: \(error)")
      }
    }
    display.end(rows.map { EndLine.text($0, colour: colour) }.joined(separator: "\n"))
    return rows
  }
}
