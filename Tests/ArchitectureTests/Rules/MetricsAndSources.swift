import Testing

/// Every metric that the sources make has its row in `docs/metrics.md`, with its labels, and every row is made somewhere.
/// That the row says what the server says is `ServerTests`'s matter.
enum MetricsAndSources {
  /// What comes before a metric's name where it is made.
  private static let makers = ["label: \"", "observe(\""]

  static func violations(in files: [SourceFile]) -> [Violation] {
    let table = MetricTable(in: files)
    var found: [Violation] = []
    var made: [String: [SourceFile]] = [:]
    for file in files where file.isSwift && file.isUnder("Sources") {
      for (index, line) in file.lines.enumerated() {
        guard let name = name(madeOn: line) else { continue }
        made[name, default: []].append(file)
        if table.metrics[name] == nil {
          found.append(
            Violation(
              file, line: index + 1, "\(name) isn't in \(MetricTable.path)",
              remedy: "describe it in MetricDescription and in the table"))
        }
      }
    }
    for (name, metric) in table.metrics.sorted(by: { $0.key < $1.key }) where name.hasPrefix("voicecore_") {
      let line = table.lines[name] ?? 1
      guard let makers = made[name] ?? served(name, in: files) else {
        found.append(Violation(MetricTable.path, line: line, "nothing makes \(name)", remedy: "take the row out"))
        continue
      }
      for label in metric.labels where !makers.contains(where: { $0.text.contains("(\"\(label)\", ") }) {
        found.append(
          Violation(
            MetricTable.path, line: line, "\(name) is made without the label \(label)",
            remedy: "say the labels that it has"))
      }
    }
    return found
  }

  private static func name(madeOn line: Substring) -> String? {
    for maker in makers {
      guard let start = line.firstRange(of: maker + "voicecore_")?.lowerBound else { continue }
      return String(line[start...].dropFirst(maker.count).prefix { $0 != "\"" })
    }
    return nil
  }

  /// What `/metrics` makes itself: what the process uses, and what it refused.
  private static func served(_ name: String, in files: [SourceFile]) -> [SourceFile]? {
    files.first {
      $0.isUnder("Sources/Server/Metrics") && $0.name != "MetricDescription.swift" && $0.text.contains("\"\(name)\"")
    }.map { [$0] }
  }
}

@Suite("Metrics and sources")
struct MetricsAndSourcesTests {
  private let page = SourceFile(
    "docs/metrics.md", "| `voicecore_a_total` | counter | count | `reason` | A. |\n| `le` | not a metric |\n")

  @Test func `every metric that is made has its row, and every row is made`() throws {
    let files = Project.onDisk.files
    try #require(MetricTable(in: files).metrics.count > 20)
    expectNone(MetricsAndSources.violations(in: files))
  }

  @Test func `a metric without a row, a row without a metric, and a label too many are found`() {
    let good = SourceFile(
      "Sources/A/A.swift", "Counter(label: \"voicecore_a_total\", dimensions: [(\"reason\", why)])\n")
    #expect(MetricsAndSources.violations(in: [page, good]).isEmpty)
    let other = SourceFile("Sources/A/B.swift", "\nGauge(label: \"voicecore_b\")\n")
    #expect(MetricsAndSources.violations(in: [page, good, other]).places == ["Sources/A/B.swift:2"])
    #expect(MetricsAndSources.violations(in: [page]).places == ["docs/metrics.md:1"])
    let bare = SourceFile("Sources/A/A.swift", "Counter(label: \"voicecore_a_total\")\n")
    #expect(MetricsAndSources.violations(in: [page, bare]).places == ["docs/metrics.md:1"])
  }
}
