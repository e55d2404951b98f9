import Foundation

/// What `--json` prints, and what a process asked for one law answers: one object.
///
/// - `schema`: 1; it grows when a key changes its meaning or goes. Keys may be added; absent ones have no value.
/// - `head`: `voicecore` (commit), `swift`, `system`, `seed`, `cases` demanded of each law, `replay` (token), of a deployment
///   `deployment` (`url`, `version`, `began`, `seconds`, `swept` and `left` tenants).
/// - `rows`: one for each property and subject: `property` (number; 0 is all laws of a subject that could not begin),
///   `title`, `subject`, `mutant`, `verdict` (``Verdict``), `cases`, `discards`, `evaluations`, `seed`, `seconds`,
///   `labels` (`label`, `count`, `of`), `coverage` (`label`, `demandedPercent`, `hits`, `samples`, `missed`),
///   `warnings`; of a deployment `counts` (`name`, `count`) and `notes`; `allCases` where all there are were run, `highestScore` of a law that is sought by score; of what isn't
///   good: `smallest` (Swift source), `explanation` (parts of it that don't matter), `error`, `place` (`Module/File.swift:12`), `token`,
///   `replay` (a command line) and `failure` (the report in words).
///
/// The files of `--report` hold what the harness knows in full; see `ReportCollection`.
public enum JSONReport {
  /// The schema that is written.
  public static let schema = 1

  struct Document: Codable {
    let schema: Int
    let head: ReportHead
    let rows: [ReportRow]
  }

  /// The document, without a line break at the end.
  public static func text(_ rows: [ReportRow], _ head: ReportHead) -> String {
    encode(Document(schema: schema, head: head, rows: rows))
  }

  static func encode(_ value: some Encodable) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    // Numbers that are none (a mean of nothing) must not cost the whole report.
    encoder.nonConformingFloatEncodingStrategy = .convertToString(
      positiveInfinity: "infinity", negativeInfinity: "-infinity", nan: "none")
    // Plain values always encode; an empty report is better than none if that should ever change.
    return (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "{}"
  }

  /// The rows of a document, `nil` when it is none of this schema.
  public static func rows(_ text: String) -> [ReportRow]? {
    let document = try? JSONDecoder().decode(Document.self, from: Data(text.utf8))
    return document?.schema == schema ? document?.rows : nil
  }
}
