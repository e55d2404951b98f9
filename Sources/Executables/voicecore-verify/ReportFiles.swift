import ArgumentParser
import CommandConventions
import Foundation
import PropertyTesting

/// The files that a run leaves behind.
struct ReportFiles {
  private var paths: [(kind: String, path: String)] = []

  /// Reads `junit=FILE,json=FILE`.
  init(_ text: String?) throws {
    for piece in (text ?? "").split(separator: ",") {
      let halves = piece.split(separator: "=", maxSplits: 1).map(String.init)
      guard halves.count == 2 else { throw ValidationError("--report: expected kind=FILE, not \(piece)") }
      switch halves[0] {
      case "junit", "json": paths.append((halves[0], halves[1]))
      case "html": throw CouldNotRun("--report: html is not available yet; use junit or json")
      default: throw ValidationError("--report: \(halves[0]) is none of junit, json, html")
      }
    }
  }

  func write(_ rows: [ReportRow]) throws {
    for (kind, path) in paths {
      let text = kind == "junit" ? Self.junit(rows) : Self.json(rows)
      try Data(text.utf8).write(to: URL(fileURLWithPath: path), options: .atomic)
    }
  }

  /// One line as the JSON report has it.
  private struct JSONRow: Encodable {
    let property: Int
    let title: String
    let subject: String
    let mutant: Bool
    let verdict: String
    let cases: Int
    let discards: Int
    let seed: String
    let token: String?
    let labels: [String: Int]
  }

  static func json(_ rows: [ReportRow]) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    let lines = rows.map { row in
      JSONRow(
        property: row.item.number, title: row.item.title, subject: row.item.subject, mutant: row.isMutant,
        verdict: row.verdict, cases: row.report.cases, discards: row.report.discards,
        seed: "0x" + String(row.report.seed, radix: 16), token: row.report.token.map { "\($0)" },
        labels: Dictionary(row.report.labels.map { ($0.label, $0.count) }, uniquingKeysWith: +))
    }
    // Plain values always encode; an empty report is better than none if that should ever change.
    return (try? encoder.encode(lines)).map { String(decoding: $0, as: UTF8.self) } ?? "[]"
  }

  static func junit(_ rows: [ReportRow]) -> String {
    let cases = rows.map { row in
      let name = "Feature: voicecore-ai, Property \(row.item.number): \(row.item.title) on \(row.item.subject)"
      let head =
        "  <testcase classname=\"voicecore.properties\" name=\"\(escaped(name))\" time=\"\(row.elapsed / .seconds(1))\""
      guard let failure = row.failureText else { return head + "/>" }
      return head + ">\n    <failure message=\"\(row.verdict)\">\(escaped(failure))</failure>\n  </testcase>"
    }
    let failures = rows.count { !$0.isAsExpected }
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuite name="voicecore-verify" tests="\(rows.count)" failures="\(failures)">
      \(cases.joined(separator: "\n"))
      </testsuite>

      """
  }

  private static func escaped(_ text: String) -> String {
    var escaped = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": escaped += "&amp;"
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "\"": escaped += "&quot;"
      case "\u{0}"..."\u{8}", "\u{B}", "\u{C}", "\u{E}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": escaped += "\u{FFFD}"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }
}
