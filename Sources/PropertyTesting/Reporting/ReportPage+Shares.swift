extension ReportPage {
  /// Labels, coverage and reasons for discards, each as a table with bars.
  static func shares(_ entry: ReportEntry) -> String {
    let report = entry.report
    let labels = report.labels.prefix(mostLabels).map { share in
      row(share.label, "\(share.count)", share.count, of: share.of, demanded: nil, "")
    }
    let discards = report.discardReasons.prefix(mostLabels).map { share in
      row(share.label, "\(share.count)", share.count, of: share.of, demanded: nil, "")
    }
    let coverage = report.coverage.map { share in
      let percent = share.demand.minimumPercent
      let note = "demanded \(share.demand)" + (report.misses(share) ? ": too few" : "")
      return row(
        share.demand.label, "\(share.hits) of \(share.samples)", share.hits, of: share.samples, demanded: percent, note)
    }
    return [
      table(caption("Labels", report.labels), labels), table("Coverage", coverage),
      table(caption("Discarded for", report.discardReasons), discards),
    ].filter { !$0.isEmpty }.joined(separator: "\n")
  }

  private static func caption(_ words: String, _ shares: [LabelCount]) -> String {
    shares.count > mostLabels ? "\(words), the \(mostLabels) most frequent of \(shares.count)" : words
  }

  private static func table(_ caption: String, _ rows: [String]) -> String {
    guard !rows.isEmpty else { return "" }
    return """
      <table class="shares">
      <caption>\(caption)</caption>
      <thead><tr><th scope="col">Label</th><th scope="col" class="number">Count</th><th scope="col" class="number">Share</th>\
      <th scope="col">Bar</th></tr></thead>
      <tbody>
      \(rows.joined(separator: "\n"))
      </tbody>
      </table>
      """
  }

  private static func row(
    _ label: String, _ count: String, _ part: Int, of whole: Int, demanded: Double?, _ note: String
  ) -> String {
    let share = Figure.percent(part, of: whole)
    let words = note.isEmpty ? share : "\(share), \(note)"
    return "<tr><th scope=\"row\">\(MarkupText.escaped(cut(label)))</th><td class=\"number\">\(count)</td>"
      + "<td class=\"number\">\(share)</td><td>\(bar(part, of: whole, demanded, words))"
      + (note.isEmpty ? "" : " <small>\(MarkupText.escaped(note))</small>") + "</td></tr>"
  }

  /// In 200 units of width; the demand is a line across.
  private static func bar(_ part: Int, of whole: Int, _ demanded: Double?, _ words: String) -> String {
    let width = whole > 0 ? min(200, part * 200 / whole) : 0
    let mark = demanded.map { percent in
      let place = Int(percent * 2)
      return "<line class=\"demand\" x1=\"\(place)\" x2=\"\(place)\" y1=\"0\" y2=\"12\"/>"
    }
    return
      "<svg class=\"bar\" width=\"200\" height=\"12\" viewBox=\"0 0 200 12\" role=\"img\" aria-label=\"\(MarkupText.attribute(words))\">"
      + "<rect class=\"all\" width=\"200\" height=\"12\"/><rect class=\"part\" width=\"\(width)\" height=\"12\"/>"
      + (mark ?? "") + "</svg>"
  }

  static let style = """
    :root { color-scheme: light dark; --ink: #1b1b1f; --paper: #fdfdfd; --soft: #ececf1; --line: #c5c5ce;
      --good: #17693a; --bad: #b3201f; --mark: #2f5fb3; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #e8e8ee; --paper: #17171b; --soft: #26262d; --line: #4a4a55; --good: #6fd196; --bad: #ff8f86;
        --mark: #8ab0f5; } }
    body { margin: 0 auto; max-width: 70rem; padding: 1rem; background: var(--paper); color: var(--ink);
      font: 1rem/1.5 system-ui, sans-serif; }
    .scroll, pre { overflow-x: auto; }
    table { border-collapse: collapse; margin: .5rem 0; }
    caption { text-align: start; padding: .25rem 0; }
    th, td { text-align: start; padding: .25rem .75rem .25rem 0; border-bottom: 1px solid var(--line); }
    tbody th { font-weight: normal; }
    .number { text-align: end; font-variant-numeric: tabular-nums; white-space: nowrap; }
    .good { color: var(--good); } .bad { color: var(--bad); } a { color: var(--mark); }
    details { border: 1px solid var(--line); border-radius: .4rem; padding: .5rem .75rem; margin: .5rem 0;
      overflow-x: auto; }
    summary { cursor: pointer; overflow-wrap: anywhere; }
    :focus-visible { outline: 3px solid var(--mark); outline-offset: 2px; }
    pre, code { font-family: ui-monospace, monospace; font-size: .9rem; unicode-bidi: plaintext; }
    pre { background: var(--soft); padding: .5rem .75rem; border-radius: .3rem; }
    .token { user-select: all; overflow-wrap: anywhere; background: var(--soft); padding: .1rem .3rem; }
    dl div { display: flex; flex-wrap: wrap; gap: 0 .5rem; } dt { flex: 0 0 16rem; font-weight: 600; }
    dd { margin: 0; overflow-wrap: anywhere; }
    .matrix td, .matrix thead th + th { text-align: center; } .matrix a { text-decoration: none; }
    .course td { vertical-align: top; overflow-wrap: anywhere; } .course tbody .number { padding-inline-end: 1rem;
      border-inline-end: 3px solid var(--mark); } .course td:nth-child(2) { padding-inline-start: 1rem; }
    .course .fails { background: var(--soft); } .course .fails .number { border-color: var(--bad); }
    .bar .all { fill: var(--soft); } .bar .part { fill: var(--mark); } .bar .demand { stroke: var(--bad); stroke-width: 2; }
    @media (max-width: 40rem) { dt { flex-basis: 8rem; } .bar { width: 5rem; } th, td { padding-inline-end: .4rem; } }
    """
}
