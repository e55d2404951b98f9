extension ReportPage {
  /// Every property against every subject, with and without a planted fault, each cell a link to its story; nothing where there
  /// is one column only, which the tables below say as well.
  static func matrix(_ groups: [(name: String, entries: [ReportEntry])]) -> String {
    var (plain, planted): ([String], [String]) = ([], [])
    var rows: [(name: String, number: Int, cells: [String: [String]])] = []
    var places: [String: Int] = [:]
    for (number, group) in groups.enumerated() {
      for (index, entry) in group.entries.enumerated() {
        let isPlanted = entry.expectation == .isCaught
        let column = (entry.subject ?? group.name) + (isPlanted ? ", mutant" : "")
        if isPlanted, !planted.contains(column) { planted.append(column) }
        if !isPlanted, !plain.contains(column) { plain.append(column) }
        let name = entry.report.name
        let place = places[name] ?? rows.count
        if place == rows.count { rows.append((name, entry.report.number ?? .max, [:])) }
        places[name] = place
        rows[place].cells[column, default: []].append(cell(entry, anchor: "p\(number + 1)-\(index + 1)"))
      }
    }
    let columns = plain + planted
    guard columns.count > 1 else { return "" }
    rows.sort { $0.number < $1.number }
    return """
      <section aria-labelledby="matrix">
      <h2 id="matrix">All at a glance</h2>
      <div class="scroll" role="region" aria-labelledby="matrix" tabindex="0">
      <table class="matrix">
      <caption>Properties against what they were checked on; \
      <span class="good">✓</span> as expected, <span class="bad">✗</span> not, · not checked</caption>
      <thead>
      <tr><th scope="col">Property</th>\
      \(columns.map { "<th scope=\"col\">\(MarkupText.escaped($0))</th>" }.joined())</tr>
      </thead>
      <tbody>
      \(rows.map { row($0.name, $0.cells, columns) }.joined(separator: "\n"))
      </tbody>
      </table>
      </div>
      </section>
      """
  }

  private static func row(_ name: String, _ cells: [String: [String]], _ columns: [String]) -> String {
    let inside = columns.map { "<td>\(cells[$0]?.joined(separator: " ") ?? "·")</td>" }
    return "<tr><th scope=\"row\">\(MarkupText.escaped(name))</th>\(inside.joined())</tr>"
  }

  private static func cell(_ entry: ReportEntry, anchor: String) -> String {
    let tone = entry.isAsExpected ? "good" : "bad"
    let words = MarkupText.attribute("\(entry.name): \(entry.verdict), \(Figure.counted(entry.report.cases, "case"))")
    // What is as expected needs no word.
    let verdict = entry.isAsExpected ? "✓" : "✗ \(MarkupText.escaped(entry.verdict))"
    return "<a class=\"\(tone)\" href=\"#\(anchor)\" title=\"\(words)\" aria-label=\"\(words)\">\(verdict)</a>"
  }
}
