extension ReportCollection {
  /// One HTML page that needs nothing besides itself: properties against subjects and planted faults, then each with its
  /// story, a time line of its smallest case, labels and coverage as bars; failures stand open. Readable in light and dark,
  /// without scripts, by keyboard. Its size depends on how many properties there are, not on how many cases: rare labels
  /// stand together, and long texts are cut in the middle.
  public func html() -> String {
    let title = MarkupText.escaped(name)
    return """
      <!DOCTYPE html>
      <html lang="en">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <title>\(title)</title>
      <style>
      \(ReportPage.style)
      </style>
      </head>
      <body>
      <header>
      <h1>\(title)</h1>
      <p>\(ReportPage.summary(entries))</p>
      </header>
      <main>
      \(ReportPage.matrix(groups))
      \(groups.enumerated().map { ReportPage.group($1.name, $1.entries, number: $0 + 1) }.joined(separator: "\n"))
      </main>
      </body>
      </html>

      """
  }
}

/// The parts of the page.
enum ReportPage {
  static func summary(_ entries: [ReportEntry]) -> String {
    let failed = entries.count { !$0.isAsExpected }
    let cases = entries.reduce(0) { $0 + $1.report.cases }
    let verdict =
      entries.isEmpty
      ? "<strong class=\"bad\">nothing was checked</strong>"
      : failed == 0
        ? "<strong class=\"good\">all as expected</strong>" : "<strong class=\"bad\">\(failed) not as expected</strong>"
    let properties = entries.count == 1 ? "1 property" : "\(entries.count) properties"
    return "\(verdict): \(properties), \(Figure.counted(cases, "case"))"
  }

  static func group(_ name: String, _ entries: [ReportEntry], number: Int) -> String {
    let rows = entries.enumerated().map { row($1, anchor: "p\(number)-\($0 + 1)") }
    let stories = entries.enumerated().map { story($1, anchor: "p\(number)-\($0 + 1)") }
    return """
      <section aria-labelledby="g\(number)">
      <h2 id="g\(number)">\(MarkupText.escaped(name))</h2>
      <div class="scroll" role="region" aria-labelledby="g\(number)" tabindex="0">
      <table>
      <caption>\(summary(entries))</caption>
      <thead>
      <tr><th scope="col">Property</th><th scope="col">Verdict</th><th scope="col" class="number">Cases</th>\
      <th scope="col" class="number">Discards</th><th scope="col" class="number">Seconds</th></tr>
      </thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      </div>
      \(stories.joined(separator: "\n"))
      </section>
      """
  }

  private static func row(_ entry: ReportEntry, anchor: String) -> String {
    let tone = entry.isAsExpected ? "good" : "bad"
    let time = entry.elapsed.map(Figure.seconds) ?? "–"
    return "<tr><th scope=\"row\"><a href=\"#\(anchor)\">\(MarkupText.escaped(entry.name))</a></th>"
      + "<td class=\"\(tone)\">\(entry.isAsExpected ? "✓" : "✗") \(MarkupText.escaped(entry.verdict))</td>"
      + "<td class=\"number\">\(entry.report.cases)</td><td class=\"number\">\(entry.report.discards)</td>"
      + "<td class=\"number\">\(time)</td></tr>"
  }

  private static func story(_ entry: ReportEntry, anchor: String) -> String {
    let report = entry.report
    let bugs = [report.counterexample].compactMap { $0 } + report.others
    let parts =
      bugs.enumerated().map { bug($1, $0 + 1, of: bugs.count, entry.replay) }
      + report.warnings.map { "<p><strong>Warning:</strong> \(MarkupText.escaped(cut($0)))</p>" }
      + [shares(entry), facts(entry)]
    return """
      <details id="\(anchor)"\(entry.isAsExpected ? "" : " open")>
      <summary>\(MarkupText.escaped("\(entry.name): \(report.story)"))</summary>
      \(parts.filter { !$0.isEmpty }.joined(separator: "\n"))
      </details>
      """
  }

  private static func bug(_ found: Counterexample, _ number: Int, of count: Int, _ replay: String) -> String {
    let heading = count > 1 ? "Bug \(number) of \(count)" : "Smallest case"
    let difference = found.failure.difference.map { "<pre>\(MarkupText.escaped(cut($0.text)))</pre>\n" } ?? ""
    let free = found.freeText.map { "<p>\(MarkupText.escaped(cut($0)))</p>\n" } ?? ""
    let tokens = [("Run it again", found.token), ("As it was found", found.generatedBy)].map { words, token in
      token.map { "<p>\(words): <code class=\"token\">\(MarkupText.escaped($0.line(after: replay)))</code></p>\n" }
        ?? ""
    }
    return """
      <h3>\(heading)</h3>
      <pre><code>\(MarkupText.escaped(cut(found.text)))</code></pre>
      \(course(found))<p><strong class="bad">Error:</strong> \(MarkupText.escaped(cut(found.failure.message))) \
      <small>(\(MarkupText.escaped(found.failure.place)))</small></p>
      \(difference)\(free)\(tokens.joined())
      """
  }

  private static func facts(_ entry: ReportEntry) -> String {
    let terms = entry.allFacts.map {
      "<div><dt>\(MarkupText.escaped($0.name))</dt><dd>\(MarkupText.escaped(cut($0.value)))</dd></div>"
    }
    return "<dl>\n\(terms.joined(separator: "\n"))\n</dl>"
  }
}
