/// All series of one metric's name.
struct MetricFamily: Sendable {
  /// Of a family with more series than these only those are shown of which something was told.
  static let manySeries = 200

  /// What the series hold.
  enum Series: Sendable {
    case counter(CounterCell)
    case gauge(GaugeCell)
    case histogram(HistogramCell)

    /// Whether nothing was told of it, or nothing but zero.
    var isEmpty: Bool {
      switch self {
      case .counter(let cell): cell.number.value == 0
      case .gauge(let cell): cell.number.value == 0
      case .histogram(let cell): cell.reading.cumulative.last == 0
      }
    }

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

  init(name: String, help: String?, type: String, series: [String: Series] = [:]) {
    self.name = name
    self.help = help
    self.type = type
    self.series = series
  }

  /// A metric that was described, and of which nothing was told yet.
  init(_ description: MetricDescription) {
    self.init(name: description.name, help: description.help, type: description.kind.rawValue)
  }

  /// The family in the text format, series in the order of their labels.
  /// Source: Prometheus, "Exposition formats", text format 0.0.4.
  var text: String {
    var text = ""
    if let help { text += "# HELP \(name) \(MetricText.escapedHelp(help))\n" }
    text += "# TYPE \(name) \(type)\n"
    let isLong = self.series.count > Self.manySeries
    for (labels, series) in series.sorted(by: { $0.key < $1.key }) where !(isLong && series.isEmpty) {
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
