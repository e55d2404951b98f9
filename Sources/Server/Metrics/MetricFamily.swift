/// All series of one metric's name.
struct MetricFamily: Sendable {
  /// What the series hold.
  enum Series: Sendable {
    case counter(CounterCell)
    case gauge(GaugeCell)
    case histogram(HistogramCell)

    /// The kind's name in the text format.
    var type: String {
      switch self {
      case .counter: "counter"
      case .gauge: "gauge"
      case .histogram: "histogram"
      }
    }
  }

  let name: String
  let help: String?
  let type: String
  /// By the text of their labels.
  var series: [String: Series] = [:]

  /// The family in the text format, series in the order of their labels.
  /// Source: Prometheus, "Exposition formats", text format 0.0.4.
  var text: String {
    var text = ""
    if let help { text += "# HELP \(name) \(MetricText.escapedHelp(help))\n" }
    text += "# TYPE \(name) \(type)\n"
    for (labels, series) in series.sorted(by: { $0.key < $1.key }) {
      switch series {
      case .counter(let cell): text += line(name, labels, cell.number.value)
      case .gauge(let cell): text += line(name, labels, cell.number.value)
      case .histogram(let cell): text += lines(cell, labels)
      }
    }
    return text
  }

  private func lines(_ cell: HistogramCell, _ labels: String) -> String {
    let (cumulative, sum) = cell.reading
    var text = ""
    for (bound, count) in zip(cell.bounds + [.infinity], cumulative) {
      let le = "le=\"\(MetricText.number(bound))\""
      text += line("\(name)_bucket", labels.isEmpty ? le : labels + "," + le, Double(count))
    }
    return text + line("\(name)_sum", labels, sum) + line("\(name)_count", labels, Double(cumulative.last ?? 0))
  }

  private func line(_ name: String, _ labels: String, _ value: Double) -> String {
    "\(name)\(labels.isEmpty ? "" : "{\(labels)}") \(MetricText.number(value))\n"
  }
}
