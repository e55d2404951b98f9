extension ReportCollection {
  /// JUnit XML: one `testsuite` for each group, one `testcase` for each property, with seed, cases, discards, coverage
  /// and tokens as `properties`. What could not be judged (nothing ran, gave up) is an `error`, else a `failure`.
  public func junit() -> String {
    let suites = groups.map(Self.suite)
    return """
      <?xml version="1.0" encoding="UTF-8"?>
      <testsuites name="\(MarkupText.attribute(name))"\(Self.counts(entries))>
      \(suites.joined(separator: "\n"))
      </testsuites>

      """
  }

  private static func counts(_ entries: [ReportEntry]) -> String {
    let errors = entries.count { $0.isError }
    let failures = entries.count { !$0.isAsExpected } - errors
    let time = entries.reduce(Duration.zero) { $0 + ($1.elapsed ?? .zero) }
    return " tests=\"\(entries.count)\" failures=\"\(failures)\" errors=\"\(errors)\" time=\"\(Figure.seconds(time))\""
  }

  private static func suite(_ name: String, _ entries: [ReportEntry]) -> String {
    """
      <testsuite name="\(MarkupText.attribute(name))"\(counts(entries))>
    \(entries.map(testCase).joined(separator: "\n"))
      </testsuite>
    """
  }

  private static func testCase(_ entry: ReportEntry) -> String {
    let time = Figure.seconds(entry.elapsed ?? .zero)
    var lines = [
      "    <testcase classname=\"\(MarkupText.attribute(entry.group))\" name=\"\(MarkupText.attribute(entry.name))\""
        + " time=\"\(time)\">"
    ]
    lines.append("      <properties>")
    for fact in entry.allFacts {
      let (name, value) = (MarkupText.attribute(fact.name), MarkupText.attribute(fact.value))
      lines.append("        <property name=\"\(name)\" value=\"\(value)\"/>")
    }
    lines.append("      </properties>")
    if let text = entry.failureText {
      let element = entry.isError ? "error" : "failure"
      let message = entry.report.counterexample?.failure.message ?? entry.report.story
      lines.append(
        "      <\(element) type=\"\(MarkupText.attribute(entry.verdict))\" message=\"\(MarkupText.attribute(message))\">"
          + "\(MarkupText.escaped(text))</\(element)>")
    }
    return (lines + ["    </testcase>"]).joined(separator: "\n")
  }
}

extension ReportEntry {
  /// What the report holds in figures and tokens, then the caller's facts.
  var allFacts: [Fact] {
    var all = [
      Fact("verdict", verdict), Fact("seed", Figure.hexadecimal(report.seed)), Fact("cases", "\(report.cases)"),
      Fact("discards", "\(report.discards)"),
    ]
    if let subject { all.append(Fact("subject", subject)) }
    if report.evaluations > 0 { all.append(Fact("evaluations", "\(report.evaluations)")) }
    for share in report.coverage {
      all.append(
        Fact(
          "coverage: \(share.demand.label)",
          "\(Figure.percent(share.hits, of: share.samples)) of \(share.samples), demanded "
            + share.demand.description))
    }
    if let token = report.token { all.append(Fact("token", token.description)) }
    if let token = report.counterexample?.generatedBy { all.append(Fact("token as found", token.description)) }
    for (place, other) in report.others.enumerated() {
      if let token = other.token { all.append(Fact("token of bug \(place + 2)", token.description)) }
    }
    return all + facts
  }
}
