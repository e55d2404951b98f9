import Foundation
import Testing

/// Dashboards and alerts in `deploy/` ask for metrics and labels that there are, and each alert has its runbook page, and each page
/// its alert.
enum DashboardsAndAlerts {
  /// Labels that Prometheus puts on everything that it reads.
  private static let targetLabels: Set = ["instance", "job"]
  /// Series that Prometheus makes itself.
  private static let targetSeries: Set = ["up"]
  /// What a runbook page says, in this order.
  static let headings = ["What it means", "How to see it", "What to do", "How to know that it is over"]
  private static let rules = "deploy/prometheus/"
  private static let runbooks = "docs/runbooks/"

  static func violations(in files: [SourceFile]) -> [Violation] {
    let table = MetricTable(in: files)
    let dashboards = files.filter { $0.isUnder("deploy/grafana") }
    let alerts = files.filter { $0.path.hasPrefix(rules) && $0.name.hasSuffix(".yml") }
    return dashboards.flatMap { check(dashboard: $0, by: table) } + alerts.flatMap { check(alerts: $0, by: table) }
      + pages(of: alerts.flatMap { Alert.all(in: $0) }, in: files)
  }

  /// What an expression names that isn't served.
  static func unknown(in expression: String, by table: MetricTable) -> [String] {
    let query = PromQL(expression)
    var unknown: [String] = query.series.isEmpty ? ["no metric"] : []
    var known = targetLabels
    for (name, labels) in query.series {
      let own = targetSeries.contains(name) ? [] : table.labels(of: name)
      if own == nil { unknown.append(name) }
      let allowed = targetLabels.union(own ?? labels)
      unknown += labels.filter { !allowed.contains($0) }.map { "\(name){\($0)}" }
      known.formUnion(allowed)
    }
    return unknown + query.grouping.filter { !known.contains($0) }
  }

  private static func check(dashboard file: SourceFile, by table: MetricTable) -> [Violation] {
    guard let tree = try? JSONSerialization.jsonObject(with: Data(file.text.utf8)) as? [String: Any],
      let version = tree["schemaVersion"] as? Int, version >= 39, let panels = tree["panels"] as? [[String: Any]]
    else {
      return [Violation(file, line: 1, "is no dashboard", remedy: "JSON with panels and a schemaVersion of today")]
    }
    let ids = panels.compactMap { $0["id"] as? Int }
    var found: [Violation] = []
    if Set(ids).count != panels.count {
      found.append(Violation(file, line: 1, "two panels share an id, or have none", remedy: "number them"))
    }
    for panel in panels {
      for case let target as [String: Any] in panel["targets"] as? [Any] ?? [] {
        let names = (target["expr"] as? String).map { unknown(in: $0, by: table) } ?? ["no expression"]
        found += names.map {
          Violation(
            file, line: 1, "the panel \(panel["title"] as? String ?? "?") asks for \($0)",
            remedy: "use what \(MetricTable.path) has")
        }
      }
    }
    return found
  }

  private static func check(alerts file: SourceFile, by table: MetricTable) -> [Violation] {
    let alerts = Alert.all(in: file)
    guard !alerts.isEmpty else { return [Violation(file, line: 1, "has no alert", remedy: "write one")] }
    return alerts.flatMap { alert -> [Violation] in
      var wrong = unknown(in: alert.fields["expr"] ?? "", by: table).map { "asks for \($0)" }
      for field in ["for", "severity", "summary", "description"] where alert.fields[field] == nil {
        wrong.append("has no \(field)")
      }
      if alert.fields["runbook"] != "\(runbooks)\(alert.name).md" { wrong.append("doesn't name its runbook") }
      return wrong.map {
        Violation(
          file, line: alert.line, "\(alert.name) \($0)",
          remedy: "use what \(MetricTable.path) has, and runbook: \(runbooks)\(alert.name).md")
      }
    }
  }

  private static func pages(of alerts: [Alert], in files: [SourceFile]) -> [Violation] {
    let pages = files.filter { $0.path.hasPrefix(runbooks) && $0.name != "README.md" }
    let list = files.first { $0.path == runbooks + "README.md" }?.text ?? ""
    var found: [Violation] = []
    for alert in alerts {
      guard let page = pages.first(where: { $0.name == "\(alert.name).md" }) else {
        found.append(Violation(rules, line: alert.line, "\(alert.name) has no page", remedy: "write it in \(runbooks)"))
        continue
      }
      let titles = page.lines.filter { $0.hasPrefix("#") }.map { $0.drop { $0 == "#" }.dropFirst() }
      if titles.map(String.init) != [alert.name] + headings {
        found.append(
          Violation(page, line: 1, "hasn't the headings of a runbook", remedy: headings.joined(separator: ", ")))
      }
      if !page.text.contains("```promql\n\(alert.fields["expr"] ?? "?")\n```") {
        found.append(Violation(page, line: 1, "shows another expression than the alert's", remedy: "copy it"))
      }
      if !list.contains("[\(alert.name)](\(alert.name).md) | \(alert.fields["severity"] ?? "?") |") {
        found.append(
          Violation(page, line: 1, "isn't in the list of runbooks", remedy: "add it to \(runbooks)README.md"))
      }
    }
    for page in pages where !alerts.contains(where: { page.name == "\($0.name).md" }) {
      found.append(Violation(page, line: 1, "is the page of no alert", remedy: "take it out, or write the alert"))
    }
    return found
  }

  /// A rule of a file of ours, in which each value stands on its key's line.
  struct Alert {
    let name: String
    let line: Int
    var fields: [String: String] = [:]

    static func all(in file: SourceFile) -> [Alert] {
      var alerts: [Alert] = []
      for (index, line) in file.lines.enumerated() {
        let text = line.drop { $0 == " " || $0 == "-" }
        guard let colon = text.firstRange(of: ": "), !text.hasPrefix("#") else { continue }
        let (key, value) = (String(text[..<colon.lowerBound]), unquoted(text[colon.upperBound...]))
        if key == "alert" {
          alerts.append(Alert(name: value, line: index + 1))
        } else if let last = alerts.indices.last {
          alerts[last].fields[key] = value
        }
      }
      return alerts
    }

    /// A scalar of YAML, single-quoted or plain.
    private static func unquoted(_ value: Substring) -> String {
      guard value.count > 1, value.first == "'", value.last == "'" else { return String(value) }
      return String(value.dropFirst().dropLast()).replacing("''", with: "'")
    }
  }
}

@Suite("Dashboards and alerts")
struct DashboardsAndAlertsTests {
  private let table = SourceFile(
    "docs/metrics.md",
    "| `a_total` | counter | count | `reason` | A. |\n| `b_seconds` | histogram | seconds | `stage` | B. |\n")
  private let list = SourceFile("docs/runbooks/README.md", "| [Late](Late.md) | page | So. |\n")

  private func rules(_ expression: String) -> SourceFile {
    SourceFile(
      "deploy/prometheus/alerts.yml",
      """
      groups:
        - name: x
          rules:
            - alert: Late
              expr: '\(expression)'
              for: 1m
              labels:
                severity: page
              annotations:
                summary: So
                description: So it is
                runbook: docs/runbooks/Late.md

      """)
  }

  private func page(_ expression: String) -> SourceFile {
    let parts = DashboardsAndAlerts.headings.map { "\n## \($0)\n" }
    return SourceFile(
      "docs/runbooks/Late.md", "# Late\n\n```promql\n\(expression)\n```\n" + parts.joined())
  }

  @Test func `those that we ship ask for what there is, and each alert has its page`() throws {
    let files = Project.onDisk.files
    try #require(files.contains { $0.isUnder("deploy/grafana") } && files.contains { $0.isUnder("deploy/prometheus") })
    expectNone(DashboardsAndAlerts.violations(in: files))
  }

  @Test(arguments: [
    "sum by (reason) (rate(a_total{reason!=\"x\", instance=~\"$instance\"}[$__rate_interval])) > 0.5", "up == 0",
    "histogram_quantile(0.9, sum by (le, stage) (rate(b_seconds_bucket[5m]))) > 1 and sum(increase(b_seconds_count[5m])) >= 2",
    "max by (reason) (a_total) / ignoring(reason) group_left sum(a_total offset 5m)",
  ])
  func `what is served is known`(expression: String) {
    #expect(DashboardsAndAlerts.unknown(in: expression, by: MetricTable(in: [table])) == [])
    #expect(DashboardsAndAlerts.violations(in: [table, list, rules(expression), page(expression)]).isEmpty)
  }

  @Test(arguments: [
    ("rate(c_total[5m])", "c_total"), ("rate(b_seconds[5m])", "b_seconds"), ("a_total{stage=\"x\"}", "a_total{stage}"),
    ("sum by (tenant) (a_total)", "tenant"), ("sum(a_total) by (le)", "le"), ("1 > 0", "no metric"),
  ])
  func `what isn't served is found`(expression: String, unknown: String) {
    #expect(DashboardsAndAlerts.unknown(in: expression, by: MetricTable(in: [table])) == [unknown])
    #expect(
      DashboardsAndAlerts.violations(in: [table, list, rules(expression), page(expression)]).places
        == ["deploy/prometheus/alerts.yml:4"])
  }

  @Test func `a page without an alert, an alert without a page, and another expression are found`() {
    let files = [table, list, rules("a_total > 1")]
    #expect(DashboardsAndAlerts.violations(in: files).count == 1)
    #expect(DashboardsAndAlerts.violations(in: files + [page("a_total > 2")]).places == ["docs/runbooks/Late.md:1"])
    let stray = SourceFile("docs/runbooks/Gone.md", "# Gone\n")
    #expect(
      DashboardsAndAlerts.violations(in: files + [page("a_total > 1"), stray]).places == ["docs/runbooks/Gone.md:1"])
  }

  @Test func `a dashboard that is none, or asks for what isn't there, is found`() {
    #expect(DashboardsAndAlerts.violations(in: [table, SourceFile("deploy/grafana/x.json", "{")]).count == 1)
    #expect(DashboardsAndAlerts.violations(in: [table, board(panel("sum(a_total)"))]).isEmpty)
    #expect(DashboardsAndAlerts.violations(in: [table, board(panel("sum(z_total)"))]).count == 1)
    let twice = "\(panel("a_total")),\(panel("a_total"))"
    #expect(DashboardsAndAlerts.violations(in: [table, board(twice)]).count == 1)
  }

  private func panel(_ expression: String) -> String { #"{"id":1,"targets":[{"expr":"\#(expression)"}]}"# }

  private func board(_ panels: String) -> SourceFile {
    SourceFile("deploy/grafana/x.json", #"{"schemaVersion":41,"panels":[\#(panels)]}"#)
  }
}
