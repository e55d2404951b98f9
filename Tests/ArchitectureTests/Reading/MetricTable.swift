/// The table of `docs/metrics.md`: the metrics that there are, with their kinds and labels.
struct MetricTable {
  static let path = "docs/metrics.md"

  struct Metric: Equatable {
    let kind: String
    let labels: [String]
  }

  let metrics: [String: Metric]
  /// The lines on which they stand.
  let lines: [String: Int]

  init(in files: [SourceFile]) {
    var metrics: [String: Metric] = [:]
    var lines: [String: Int] = [:]
    for (index, line) in (files.first { $0.path == Self.path }?.lines ?? []).enumerated() {
      let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.filter { $0 != " " } }
      guard cells.count == 7, let name = Self.unquoted(cells[1]), name.contains("_") else { continue }
      metrics[name] = Metric(
        kind: String(cells[2]), labels: cells[4].split(separator: ",").compactMap { Self.unquoted($0) })
      lines[name] = index + 1
    }
    (self.metrics, self.lines) = (metrics, lines)
  }

  /// The labels of a series as it is served, `nil` for one that isn't: a histogram has no series of its own name.
  func labels(of series: String) -> [String]? {
    if let metric = metrics[series] { return metric.kind == "histogram" ? nil : metric.labels }
    for suffix in ["_bucket", "_sum", "_count"] where series.hasSuffix(suffix) {
      guard let metric = metrics[String(series.dropLast(suffix.count))], metric.kind == "histogram" else { continue }
      return metric.labels + (suffix == "_bucket" ? ["le"] : [])
    }
    return nil
  }

  private static func unquoted(_ cell: some StringProtocol) -> String? {
    guard cell.count > 2, cell.first == "`", cell.last == "`" else { return nil }
    return String(cell.dropFirst().dropLast())
  }
}
