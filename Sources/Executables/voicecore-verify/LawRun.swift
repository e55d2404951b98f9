import ArgumentParser
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
    let onServer = selection.server.map { isolation == nil ? 1 : ServerSubject.numbers($0).count } ?? 0
    display = ProgressDisplay(laws: selection.items.count + onServer)
  }

  /// The rows, in the order of the selection. A law that can't run gives a row that says so; the others still run.
  func laws() async throws -> [CheckedLaw] {
    try await display.showing {
      var laws: [CheckedLaw] = []
      for item in selection.items where !Task.isCancelled {
        let law = await checked(item)
        laws.append(law)
        display.end(EndLine.text(law.row, colour: colour))
      }
      if let numbers = selection.server {
        if let isolation {
          laws += await alone(numbers, isolation)
        } else {
          laws += try await onServer(numbers)
        }
      }
      return laws
    }
  }

  private func checked(_ item: Selection.Item) async -> CheckedLaw {
    let subject = item.subject.rawValue
    let settings = selection.settings(on: item.subject)
    display.begin("property \(item.number) on \(subject)", demanded: settings.cases)
    if let isolation { return await isolated(item.number, item.title, item.subject, isolation) }
    do {
      try await item.subject.open()
    } catch {
      return CheckedLaw(Self.notRun(item.number, item.title, on: subject, settings, "\(error)"))
    }
    let began = ContinuousClock.now
    let report = await check(item.property, settings.showing(on: display))
    return CheckedLaw(
      item.number, item.title, on: subject, report, cases: settings.cases, elapsed: ContinuousClock.now - began)
  }

  private func isolated(
    _ number: Int, _ title: String, _ subject: VerifySubject, _ isolation: Isolation
  ) async -> CheckedLaw {
    CheckedLaw(
      await isolation.row(
        IsolatedLaw(
          number: number, title: title, subject: subject.rawValue, settings: selection.settings(on: subject),
          saved: selection.failures.path)))
  }

  /// Each law of the server in a process of its own, which starts a server of its own.
  private func alone(_ numbers: [Int], _ isolation: Isolation) async -> [CheckedLaw] {
    var laws: [CheckedLaw] = []
    for (number, title) in ServerSubject.numbers(numbers) where !Task.isCancelled {
      display.begin("property \(number) on server", demanded: 0)
      let law = await isolated(number, title, .server, isolation)
      laws.append(law)
      display.end(EndLine.text(law.row, colour: colour))
    }
    return laws
  }

  /// The case that is replayed, made smaller where it ends its process or never ends.
  static func smaller(_ selection: Selection, limit: Duration) async throws -> [CheckedLaw] {
    guard let token = selection.settings.replay else { throw ValidationError("--smaller: expected a case to --replay") }
    var laws: [CheckedLaw] = []
    for item in selection.items {
      try await item.subject.open()
      let law = IsolatedLaw(
        number: item.number, title: item.title, subject: item.subject.rawValue,
        settings: selection.settings(on: item.subject))
      if let row = await DeadlyCase(law, item.property, limit: limit).row(token) { laws.append(CheckedLaw(row)) }
    }
    return laws
  }

  /// Rows for what this build leaves out.
  static func absent(_ selection: Selection) -> [CheckedLaw] {
    selection.absent.map { law in
      CheckedLaw(
        notRun(
          law.number, law.title, on: law.subject.rawValue, selection.settings,
          "not in this build; build voicecore-verify without VOICECORE_SUBJECTS"))
    }
  }

  /// The server runs its laws together: it is started once for all of them.
  private func onServer(_ numbers: [Int]) async throws -> [CheckedLaw] {
    let settings = selection.settings(on: .server)
    display.begin(numbers.isEmpty ? "all laws on server" : "laws on server", demanded: 0)
    let laws: [CheckedLaw]
    do {
      laws = try await ServerSubject.run(numbers: numbers, settings: settings.showing(on: display)).map { law in
        CheckedLaw(law.number, law.title, on: "server", law.report, cases: settings.cases, elapsed: law.elapsed)
      }
    } catch {
      laws = (numbers.isEmpty ? [0] : numbers).map { number in
        let title = VerifiedProperty.all.first { $0.number == number }?.title ?? "laws of a running server"
        return CheckedLaw(Self.notRun(number, title, on: "server", settings, "\(error)"))
      }
    }
    display.end(laws.map { EndLine.text($0.row, colour: colour) }.joined(separator: "\n"))
    return laws
  }

  private static func notRun(
    _ number: Int, _ title: String, on subject: String, _ settings: RunSettings, _ reason: String
  ) -> ReportRow {
    var row = ReportRow(
      property: number, title: title, subject: subject, verdict: .couldNotRun, seed: SeedText.text(settings.seed),
      failure: "\(number > 0 ? "Property \(number)" : "All laws") on \(subject): could not run: \(reason)")
    row.error = reason
    return row
  }
}
