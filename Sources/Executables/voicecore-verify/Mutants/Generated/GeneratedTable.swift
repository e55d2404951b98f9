import CommandConventions

/// What came of the generated faults: a row for each part of the hexagon, then those that nobody noticed.
public struct GeneratedTable: Encodable {
  /// One part, or all of them.
  struct Row: Encodable {
    let folder: String
    let planted: Int
    /// By a law or an example.
    let reached: Int
    /// By a law; what took too long is among it.
    let byLaws: Int
    /// By an example, and by no law; what took too long is among it.
    let byExamples: Int
    let survived: Int
    /// Noticed by nobody because there is nothing to notice.
    let harmless: Int
    /// Of those that a law reaches, noticed by a law, in percent; absent where none is reached.
    let lawScore: Double?
    /// Noticed, of all that can be, in percent; absent without any.
    let score: Double?

    init(_ folder: String, _ outcomes: [MutantOutcome]) {
      let noticed = outcomes.filter { $0.verdict == .caught || $0.verdict == .timedOut }
      let atLaws = outcomes.count { $0.laws > 0 && $0.verdict != .harmless }
      self.folder = folder
      planted = outcomes.count
      reached = outcomes.count { $0.verdict != .notReached }
      byLaws = noticed.count { !$0.isByExamples }
      byExamples = noticed.count - byLaws
      survived = outcomes.count { $0.verdict == .survived }
      harmless = outcomes.count { $0.verdict == .harmless }
      lawScore = atLaws > 0 ? 100 * Double(byLaws) / Double(atLaws) : nil
      score = planted > harmless ? 100 * Double(noticed.count) / Double(planted - harmless) : nil
    }

    var cells: [String] {
      [folder] + [planted, reached, byLaws, byExamples, survived, harmless].map { CountText.grouped($0) }
        + [lawScore, score].map { $0.map { CountText.fixed($0, 1) + " %" } ?? "-" }
    }
  }

  let schema: Int
  let seed: String
  let met: Bool
  let atLeast: Double?
  let dropped: Int
  let all: Row
  let folders: [Row]
  let mutants: [MutantOutcome]

  /// - Parameters:
  ///   - dropped: Faults that didn't compile behind a switch and aren't among `outcomes`.
  ///   - bar: The least score in percent.
  public init(_ outcomes: [MutantOutcome], dropped: Int, seed: UInt64, atLeast bar: Double?) {
    schema = JSONReport.schema
    self.seed = SeedText.text(seed)
    atLeast = bar
    self.dropped = dropped
    let all = Row("all", outcomes)
    self.all = all
    folders = Set(outcomes.map(\.folder)).sorted().map { name in Row(name, outcomes.filter { $0.folder == name }) }
    mutants = outcomes
    met = bar.map { (all.score ?? 0) >= $0 } ?? true
  }

  /// Whether the score is as high as demanded.
  public var isMet: Bool { met }

  /// For programs.
  public var json: String { JSONReport.encode(self) }

  /// For people.
  public var text: String {
    let table = TextTable(
      ["folder", "planted", "reached", "by laws", "by examples", "survived", "harmless", "laws' score", "score"],
      (folders + [all]).map(\.cells), rightAligned: [1, 2, 3, 4, 5, 6, 7, 8]
    ).text
    let bar = atLeast.map { "\nat least \(CountText.fixed($0, 1)) % is demanded: \(met ? "met" : "MISSED")" } ?? ""
    return table + "\n\n\(dropped) more did not compile behind a switch and were left out; seed \(seed)" + bar
      + list("survived", .survived) + list("timed out", .timedOut)
      + list("not reached by any law or example", .notReached) + list("harmless", .harmless)
  }

  private func list(_ title: String, _ verdict: MutantOutcome.Verdict) -> String {
    let found = mutants.filter { $0.verdict == verdict }.sorted { $0.place < $1.place }
    guard !found.isEmpty else { return "" }
    return "\n\n\(title):"
      + found.map { mutant in
        let laws = mutant.laws > 0 ? " (\(mutant.laws) law\(mutant.laws == 1 ? "" : "s"))" : ""
        let reason = mutant.reason.map { "\n    \($0)" } ?? ""
        return "\n  \(mutant.place)  \(mutant.kind.rawValue)\(laws)\n    \(mutant.words)\(reason)"
      }.joined()
  }
}
