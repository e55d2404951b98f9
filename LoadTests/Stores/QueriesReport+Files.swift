import Foundation

extension QueriesReport {
  /// Every round, a line each.
  public var csv: String {
    let heading = "comparison,round,reference_per_s,ours_per_s,ratio,reference_cpu_us,ours_cpu_us"
    let lines = (comparisons + wall).flatMap { comparison in
      comparison.rounds.enumerated().map { number, round in
        let figures = [
          round.reference.perSecond, round.ours.perSecond, round.ratio, round.reference.cpuMicroseconds,
          round.ours.cpuMicroseconds,
        ]
        return "\"\(comparison.name)\",\(number + 1),"
          + figures.map { Decimal.text($0, places: 3) }.joined(separator: ",")
      }
    }
    return ([heading] + lines).joined(separator: "\n") + "\n"
  }

  /// Everything, as JSON with sorted keys.
  public var json: String {
    get throws {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
      return String(decoding: try encoder.encode(self), as: UTF8.self) + "\n"
    }
  }

  /// The tables as a page that stands alone.
  public var html: String {
    let tables = sections.map { section in
      let cell = { (name: String, column: Int, text: String) in
        "<\(name)\(column >= section.textColumns ? " class=\"number\"" : "")>\(Markup.escape(text))</\(name)>"
      }
      let heads = section.heading.enumerated().map { cell("th", $0, $1) }.joined()
      let lines = section.lines.map { "<tr>\($0.enumerated().map { cell("td", $0, $1) }.joined())</tr>" }.joined()
      return "<section><h2>\(Markup.escape(section.title))</h2><table><thead><tr>\(heads)</tr></thead>"
        + "<tbody>\(lines)</tbody></table></section>"
    }
    let verdict = breaches.isEmpty ? "All limits held." : "Limits broken: " + breaches.joined(separator: "; ") + "."
    return ReportPage(
      title: "Queries under row-level security", verdict: breaches.isEmpty ? "held" : "broken",
      words: Markup.escape(verdict),
      sections: tables
        + [
          "<p>\(Markup.escape("\(command) · \(date) · \(reference) · \(machine.cores) cores, \(machine.processor)"))</p>"
        ],
      style: " main { max-width: 1100px }"
    ).html
  }
}
