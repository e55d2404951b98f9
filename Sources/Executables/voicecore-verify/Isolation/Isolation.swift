import PropertyTesting

/// Runs each law in a process of its own, so that one that traps or never ends fails alone.
public struct Isolation: Sendable {
  /// What a process has, besides the time for its candidates, to begin and to end its last one.
  private static let grace = Duration.seconds(60)

  private let limit: Duration
  private let child: @Sendable ([String], Duration) async -> ChildEnd

  /// Each process runs this very program, for `limit` at most.
  public init(limit: Duration) {
    self.init(limit: limit) { await ChildProcess.run(Executable.path, $0, limit: $1) }
  }

  /// - Parameter child: Runs this program with arguments, and not longer than told.
  public init(limit: Duration, child: @escaping @Sendable ([String], Duration) async -> ChildEnd) {
    self.limit = limit
    self.child = child
  }

  /// Runs `law`; when its process dies, runs parts of it until the case that kills has a name.
  public func row(_ law: IsolatedLaw) async -> ReportRow {
    let began = ContinuousClock.now
    let end = await child(law.arguments(.whole), limit)
    var row = await row(law, end)
    row.seconds = (ContinuousClock.now - began) / .seconds(1)
    return row
  }

  private func row(_ law: IsolatedLaw, _ end: ChildEnd) async -> ReportRow {
    let again = ReplayLine(property: law.number, subject: law.subject)
    let line = again.seeded(SeedText.text(law.settings.seed), cases: law.settings.cases)
    if case .late = end { return Self.row(law, .hung, "\(end.words) (--limit)", line) }
    guard end.isDeath else {
      let answer = Self.answer(end) ?? Self.row(law, .couldNotRun, Self.reason(end))
      return answer.verdict == .hung && law.settings.replay == nil ? await smaller(answer, of: law) : answer
    }
    let words = end.words + (end.trapMessage.map { "\n  \($0)" } ?? "")
    if let token = law.settings.replay {
      return Self.row(law, .crashed, words, again.replaying("\(token)"), "\(token)")
    }
    guard law.isSearchable else { return Self.row(law, .crashed, words, line) }
    if let token = await deadlySaved(law) {
      let remedy =
        "\n  a saved case does it, before any other: mend its bug, or delete its line"
        + (law.saved.map { " under \($0)" } ?? "")
      return await smaller(
        Self.row(law, .crashed, words + remedy, again.replaying("\(token)"), "\(token)"), of: law)
    }
    switch await CrashSearch(run: { await part(law, $0) }).find(within: law.settings.cases) {
    case .one(let index):
      let token = law.token(index)
      return await smaller(Self.row(law, .crashed, words, again.replaying(token), token), of: law)
    case .whileShrinking(var row):
      row.failure = (row.failure ?? "") + "\n  not made smaller: a smaller case traps; \(words)"
      return row
    case .late:
      return Self.row(
        law, .crashed,
        words + "\n  which case does it is unknown: a part of the law did not end in its time (--limit)", line)
    case .none:
      return Self.row(
        law, .crashed,
        words + "\n  no generated case does it alone: look at the property's examples, labels and shrinking", line)
    }
  }

  /// The row with the smallest case that ends its process in the same way, as far as there is time for further processes.
  private func smaller(_ row: ReportRow, of law: IsolatedLaw) async -> ReportRow {
    guard law.isShrinkable, let token = row.token.flatMap({ ReplayToken($0) }) else { return row }
    let end = await child(law.arguments(.smaller(than: token, limit: limit)), limit + Self.grace)
    guard let answer = Self.answer(end), answer.verdict == row.verdict, let smallest = answer.smallest,
      let found = answer.token
    else { return row }
    var row = row
    let again = ReplayLine(property: law.number, subject: law.subject)
    (row.smallest, row.token, row.replay) = (smallest, found, again.replaying(found))
    row.evaluations = answer.evaluations
    row.warnings += answer.warnings
    let lines = smallest.split(separator: "\n", omittingEmptySubsequences: false).map { "\n    \($0)" }.joined()
    row.failure =
      "Property \(law.number) on \(law.subject): \(row.verdict.rawValue): \(row.error ?? "")"
      + "\n  smallest case, made small in \(answer.evaluations) processes:" + lines
      + "\n  run it again: \(again.replaying(found))\n  as it was found: \(again.replaying("\(token)"))"
    return row
  }

  /// The first saved case that kills its process; `nil` when none does, or one doesn't end.
  private func deadlySaved(_ law: IsolatedLaw) async -> ReplayToken? {
    for token in law.savedTokens {
      switch await part(law, .saved(token)) {
      case .row: continue
      case .died: return token
      case .late: return nil
      }
    }
    return nil
  }

  private func part(_ law: IsolatedLaw, _ run: IsolatedLaw.Run) async -> CrashSearch.Part {
    let end = await child(law.arguments(run), limit)
    if case .late = end { return .late }
    return end.isDeath ? .died : .row(Self.answer(end) ?? Self.row(law, .couldNotRun, Self.reason(end)))
  }

  private static func answer(_ end: ChildEnd) -> ReportRow? {
    guard case .exited(_, let output, _) = end else { return nil }
    return JSONReport.rows(output)?.first
  }

  private static func reason(_ end: ChildEnd) -> String {
    guard case .exited(_, _, let diagnostics) = end else { return end.words }
    return diagnostics.split(separator: "\n").first { $0.hasPrefix("Error: ") }.map { String($0.dropFirst(7)) }
      ?? end.words
  }

  private static func row(
    _ law: IsolatedLaw, _ verdict: Verdict, _ reason: String, _ replay: String? = nil, _ token: String? = nil
  ) -> ReportRow {
    var row = ReportRow(
      property: law.number, title: law.title, subject: law.subject, verdict: verdict,
      seed: SeedText.text(law.settings.seed))
    (row.replay, row.token) = (replay, token)
    row.error = reason
    row.failure =
      "Property \(law.number) on \(law.subject): \(verdict.rawValue): \(reason)"
      + (replay.map { "\n  run it again: \($0)" } ?? "")
    return row
  }
}
