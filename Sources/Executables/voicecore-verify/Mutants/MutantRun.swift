import CommandConventions
import Foundation
import PropertyTesting

/// Plants the faults of each selected property's page, one after the other, into a copy of the sources, and asks the command that
/// is built from it: a law which then holds would let that fault through.
struct MutantRun {
  private let selection: Selection
  /// What a law may take on planted code.
  private let limit: Duration

  init(_ selection: Selection, limit: Duration) {
    self.selection = selection
    self.limit = limit
  }

  /// One row for each fault and subject, `caught` with its story or `lives`.
  /// - Throws: ``CouldNotRun`` without the sources, for a page whose fault doesn't fit them, for code that doesn't build,
  ///   and while another run plants its faults here.
  func rows() async throws -> [ReportRow] {
    guard let folder = Checkout.folder else {
      throw CouldNotRun(
        "--mutant: faults are planted into a copy of the sources, and there are none above \(Executable.path); "
          + "run scripts/verify --mutant in a checkout of VoiceCore, with the Swift toolchain installed")
    }
    let package = URL(fileURLWithPath: folder)
    let numbers = selection.items.map(\.number).reduce(into: [Int]()) { if $0.last != $1 { $0.append($1) } }
    // All pages first: one that doesn't fit is told before minutes of building.
    let mutants = try numbers.flatMap { number in
      try MutantPage.mutants(of: number, in: package).map { (number: number, page: $0) }
    }
    let build = PlantedBuild(package: package, subjects: Array(Set(selection.items.map(\.subject.rawValue))).sorted())
    for (_, page) in mutants { _ = try build.copy.planted(page) }
    let lock = try await ScratchLock(in: build.scratch)
    defer { lock.release() }
    // Nobody shall find a fault in the copy that no run has planted there.
    defer { do { try build.copy.clear() } catch { StandardError.write("\(error)") } }
    var rows: [ReportRow] = []
    for (number, page) in mutants {
      StandardError.write("property \(number): plants a mutant of \(page.path) and builds …")
      try build.copy.hold(page)
      try await build.build()
      for item in selection.items where item.number == number { rows.append(await row(of: item, page, build)) }
    }
    return rows
  }

  private func row(of item: Selection.Item, _ page: MutantPage, _ build: PlantedBuild) async -> ReportRow {
    let subject = item.subject.rawValue
    let seed = SeedText.text(selection.settings.seed)
    let law = IsolatedLaw(
      number: item.number, title: item.title, subject: subject, settings: selection.settings(on: item.subject))
    let end = await build.ask(law, limit: limit)
    var row = ReportRow(property: item.number, title: item.title, subject: subject, verdict: .crashed, seed: seed)
    var story = [end.words, end.trapMessage ?? ""]
    if case .exited(_, let output, let diagnostics) = end {
      story.append(diagnostics)
      if let answer = JSONReport.rows(output)?.first(where: { $0.property == item.number }) {
        row = answer
        if answer.verdict == .falsified { row.verdict = .caught }
        if answer.verdict == .held { row.verdict = .lives }
        story = answer.failure.map(Self.story) ?? ["the law holds in \(answer.cases) cases"]
      }
    }
    row.mutant = true
    // A token fits the planted code alone, which is gone by the time somebody could use it.
    (row.token, row.replay) = (nil, nil)
    row.failure = """
      Property \(item.number) on \(subject), mutant \(row.verdict.shown): \(page.sentence)
        \(story.filter { !$0.isEmpty }.joined(separator: "\n  "))
      """
    return row
  }

  /// What was found, without the lines that run it again and the shares of labels.
  private static func story(_ report: String) -> [String] {
    let lines = report.split(separator: "\n").map(String.init)
    let end = lines.firstIndex {
      $0.hasPrefix("  run it again:") || $0.hasPrefix("  labels:") || $0.hasPrefix("  coverage:")
    }
    return Array(lines[..<(end ?? lines.endIndex)])
  }
}
