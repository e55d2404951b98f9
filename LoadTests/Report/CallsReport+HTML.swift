extension CallsReport {
  /// A page that stands alone: figures, plots, and each plot's numbers as a table.
  public var html: String {
    let reasons = reasons.isEmpty ? "" : " " + Markup.escape(reasons.joined(separator: "; ")) + "."
    return ReportPage(
      title: heading, verdict: verdict.rawValue, words: "<strong>\(Self.words[verdict] ?? "")</strong>\(reasons)",
      sections: [ReportPage.figures(Array(rows.dropFirst()))] + sections
        + ["<section aria-labelledby=\"run\"><h2 id=\"run\">The run</h2>\(circumstancesTable)</section>"]
    ).html
  }

  private var heading: String { "\(plan.calls) concurrent calls, \(plan.mode.rawValue) mode" }

  private static let words: [Verdict: String] = [
    .held: "All limits held.", .broken: "Limits broken:", .void: "The run is void:",
  ]

  private var sections: [String] {
    let seconds = series.map { Double($0.second) }
    let line = { (name: String, value: (CallsSecond) -> Double?) in
      LinePlot.Line(
        name: name, points: zip(seconds, series).compactMap { second, beat in value(beat).map { (second, $0) } })
    }
    let overTime = LinePlot(
      title: "Latency over time", description: "Percentiles of each second, in milliseconds.",
      xLabel: "second of the window", yLabel: "milliseconds",
      lines: [line("p50") { $0.p50 }, line("p90") { $0.p90 }, line("p99") { $0.p99 }, line("max") { $0.maximum }],
      limit: ("p99 limit", plan.p99LimitMilliseconds))
    let cpu = LinePlot(
      title: "Processor over time", description: "Use of server and generator in each second, in percent of one core.",
      xLabel: "second of the window", yLabel: "percent of a core",
      lines: [
        line("server") { $0.serverCPU.map { $0 * 100 } }, line("generator and simulated AI") { $0.generatorCPU * 100 },
      ], limit: ("generator limit", CallsPlan.busiestGenerator * 100))
    return [
      ReportPage.section(
        overTime, ["second", "p50 ms", "p90 ms", "p99 ms", "max ms"],
        series.map { second in
          [String(second.second)]
            + [second.p50, second.p90, second.p99, second.maximum].map { value in
              value.map { Decimal.text($0, places: 2) } ?? "none"
            }
        }),
      ReportPage.section(
        distributionPlot, ["percentile", "milliseconds"],
        distribution.map { [Decimal.text($0.percentile, places: 3), Decimal.text($0.milliseconds, places: 3)] }),
      ReportPage.section(
        cpu, ["second", "server %", "generator %", "server MiB"],
        series.map {
          [
            String($0.second), $0.serverCPU.map { Decimal.text($0 * 100, places: 0) } ?? "unknown",
            Decimal.text($0.generatorCPU * 100, places: 0),
            $0.serverMiB.map { Decimal.text($0, places: 1) } ?? "unknown",
          ]
        }),
    ]
  }

  /// The distribution with its upper end spread out: each mark has a tenth of the values above it.
  private var distributionPlot: LinePlot {
    let shown = distribution.filter { $0.percentile < 100 }
    let place = { (percentile: Double) -> Double in
      var left = 1 - percentile / 100
      var place = 0.0
      // log10(1 / left), without a mathematics library: whole tenths first, the rest straight between marks.
      while left < 0.1, place < 9 {
        left *= 10
        place += 1
      }
      return place + (1 - left) / 0.9
    }
    let marks = [("0", 0.0), ("90 %", 90), ("99 %", 99), ("99.9 %", 99.9), ("99.99 %", 99.99), ("99.999 %", 99.999)]
    let end = shown.map { place($0.percentile) }.max() ?? 1
    return LinePlot(
      title: "Latency distribution",
      description: "For each percentile, the latency that so many values don't exceed, in milliseconds.",
      xLabel: "percentile", yLabel: "milliseconds",
      lines: [LinePlot.Line(name: "latency", points: shown.map { (place($0.percentile), $0.milliseconds) })],
      xMarks: marks.map { (place($0.1), $0.0) }.filter { $0.0 <= end + 0.01 },
      limit: ("p99 limit", plan.p99LimitMilliseconds))
  }

  private var circumstancesTable: String {
    let core = { (number: Int?) in number.map { "core \($0)" } ?? "not bound to a core" }
    let lines = [
      ("command", circumstances.command), ("date", circumstances.date), ("VoiceCore", circumstances.version),
      ("machine", "\(circumstances.machine.cores) cores, \(circumstances.machine.processor)"),
      ("memory", "\(circumstances.machine.memoryMiB) MiB"), ("system", circumstances.machine.system),
      ("server", core(circumstances.serverCore)), ("generator", core(circumstances.generatorCore)),
      ("seed", String(plan.seed)),
    ]
    return "<table><tbody>"
      + lines.map { "<tr><th scope=\"row\">\($0.0)</th><td>\(Markup.escape($0.1))</td></tr>" }.joined()
      + "</tbody></table>"
  }

  static let style = """
    :root { --text: #1a1a1a; --back: #fff; --faint: #d8d8d8; --soft: #555; --c0: #0b6e99; --c1: #7a5195;
      --c2: #c2410c; --c3: #6b7280; --bad: #a61b1b; --good: #166534 }
    @media (prefers-color-scheme: dark) { :root { --text: #e8e8e8; --back: #16181c; --faint: #3a3f47; --soft: #a8adb5;
      --c0: #5cc1ea; --c1: #c79be0; --c2: #ff9a62; --c3: #9aa3af; --bad: #ff8f8f; --good: #7ddf9b } }
    body { margin: 0; background: var(--back); color: var(--text); font: 16px/1.5 system-ui, sans-serif }
    main { max-width: 820px; margin: 0 auto; padding: 24px 16px }
    h1 { font-size: 1.5rem; margin: 0 0 8px } h2 { font-size: 1.15rem; margin: 32px 0 8px }
    .verdict { border-left: 4px solid var(--good); padding: 4px 12px; margin: 0 }
    .verdict.broken, .verdict.void { border-color: var(--bad) }
    table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums }
    th, td { text-align: left; padding: 3px 10px 3px 0; border-bottom: 1px solid var(--faint); vertical-align: top }
    th { font-weight: 500 } td + td:last-child { color: var(--soft) }
    .number, details td { text-align: right; color: var(--text) !important }
    svg { width: 100%; height: auto; display: block } svg text { fill: var(--soft); font-size: 12px }
    .grid { stroke: var(--faint) } .limit { stroke: var(--bad); stroke-dasharray: 6 4 }
    .line { fill: none; stroke-width: 2 }
    .line0 { stroke: var(--c0) } .line1 { stroke: var(--c1) } .line2 { stroke: var(--c2) } .line3 { stroke: var(--c3) }
    .legend { list-style: none; display: flex; flex-wrap: wrap; gap: 4px 20px; margin: 0 0 4px; padding: 0 }
    .key { display: inline-block; width: 20px; height: 4px; margin-right: 6px; vertical-align: middle }
    .key0 { background: var(--c0) } .key1 { background: var(--c1) } .key2 { background: var(--c2) }
    .key3 { background: var(--c3) }
    summary { cursor: pointer; padding: 4px 0 } summary:focus-visible { outline: 2px solid var(--c0) }
    """
}
