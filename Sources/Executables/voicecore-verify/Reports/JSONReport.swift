import Foundation

/// The report for programs: one object with head and rows; its schema has a number, raised when a key changes its meaning.
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
  static func rows(_ text: String) -> [ReportRow]? {
    let document = try? JSONDecoder().decode(Document.self, from: Data(text.utf8))
    return document?.schema == schema ? document?.rows : nil
  }
}
