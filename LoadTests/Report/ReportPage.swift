/// A page that stands alone: follows the reader's light or dark setting, needs no script and nothing from elsewhere.
struct ReportPage {
  let title: String
  /// How it came out, as a class of the style: `held`, `broken` or `void`.
  let verdict: String
  /// The same in words, in HTML.
  let words: String
  /// Sections, in HTML.
  let sections: [String]
  /// What this page has beside the common style.
  var style = ""

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta name="color-scheme" content="light dark" />
    <title>\(Markup.escape(title))</title>
    <style>\(CallsReport.style)\(style)</style>
    </head>
    <body>
    <main>
    <h1>\(Markup.escape(title))</h1>
    <p class="verdict \(verdict)">\(words)</p>
    \(sections.joined(separator: "\n"))
    </main>
    </body>
    </html>

    """
  }

  /// A section of figures, each with its meaning.
  static func figures(_ rows: [CallsReport.Row]) -> String {
    let lines = rows.map {
      "<tr><th scope=\"row\">\(Markup.escape($0.name))</th><td class=\"number\">\(Markup.escape($0.value))</td>"
        + "<td>\(Markup.escape($0.meaning))</td></tr>"
    }
    return "<section aria-labelledby=\"figures\"><h2 id=\"figures\">Figures</h2><table><thead><tr>"
      + "<th scope=\"col\">figure</th><th scope=\"col\" class=\"number\">value</th><th scope=\"col\">meaning</th>"
      + "</tr></thead><tbody>\(lines.joined())</tbody></table></section>"
  }

  /// A section of a plot, with its legend and its numbers as a table.
  static func section(_ plot: LinePlot, _ heading: [String], _ rows: [[String]]) -> String {
    let legend = plot.lines.enumerated().map {
      "<li><span class=\"key key\($0.offset)\" aria-hidden=\"true\"></span>\(Markup.escape($0.element.name))</li>"
    }
    let cells = rows.map { "<tr>\($0.map { "<td class=\"number\">\($0)</td>" }.joined())</tr>" }
    let heads = heading.map { "<th scope=\"col\" class=\"number\">\($0)</th>" }
    return """
      <section>
      <h2>\(Markup.escape(plot.title))</h2>
      <ul class="legend">\(legend.joined())</ul>
      \(plot.svg)
      <details><summary>The numbers</summary><table><thead><tr>\(heads.joined())</tr></thead>\
      <tbody>\(cells.joined())</tbody></table></details>
      </section>
      """
  }
}
