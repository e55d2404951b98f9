import CommandConventions

/// The report as a person reads it: versions and seed, one aligned table, then each failure with its story.
public struct ReportTable: Sendable {
  /// Ready to print, without a line break at the end.
  public let text: String

  /// The report of `rows`, whatever their order.
  public init(_ rows: [ReportRow], _ head: ReportHead, colour: Colour = .none) {
    let heading = ["property", "", "subject", "cases", "discards", "time", "verdict"]
    let body = rows.map { row in
      [
        row.property > 0 ? "\(row.property)" : "all", row.title, row.subject + (row.mutant ? ", mutant" : ""),
        CountText.grouped(row.cases), CountText.grouped(row.discards), SpanText.text(row.seconds),
        colour.paint(row.verdict.shown, row.verdict.isGood ? .good : .bad),
      ]
    }
    let table = TextTable(heading, body, rightAligned: [0, 3, 4, 5]).text
    // How a planted fault was caught is a story, too.
    let stories = rows.filter { !$0.verdict.isGood || $0.mutant }.map { "\n\n" + Self.story($0) }
    // A law that isn't good tells its warnings with its story.
    let warnings = rows.filter { $0.verdict.isGood && !$0.mutant }.flatMap { row in
      row.warnings.map { "\nproperty \(row.property) on \(row.subject): warning: \($0)" }
    }
    let counted = rows.flatMap { row in
      (row.counts.map { ["\nproperty \(row.property) on \(row.subject): \(Self.counts($0))"] } ?? [])
        + (row.notes ?? []).map { "\n  \($0)" }
    }
    let good = rows.count(where: \.verdict.isGood)
    text =
      "\(head.text)\n\n\(table)\(stories.joined())\(warnings.isEmpty ? "" : "\n")\(warnings.joined())"
      + "\(counted.isEmpty ? "" : "\n")\(counted.joined())"
      + "\n\n\(good) as expected, \(rows.count - good) not"
  }

  private static func counts(_ counts: [ReportRow.Count]) -> String {
    counts.map { "\(CountText.grouped($0.count)) \($0.name)" }.joined(separator: ", ")
  }

  private static func story(_ row: ReportRow) -> String {
    row.failure ?? "Property \(row.property) on \(row.subject): \(row.verdict.rawValue)"
  }
}
