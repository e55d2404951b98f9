public import Metrics
internal import Synchronization

/// Metrics in memory, read out in Prometheus's text format; to be given to `MetricsSystem.bootstrap`.
///
/// Making a handle takes a lock, so handles are made once; recording through one is an atomic. The number of names and
/// of label sets is bounded: a set too many is counted under the value `other`, a name too many isn't shown.
public final class PrometheusMetrics: MetricsFactory {
  /// Names of metrics at once.
  public static let maximumFamilies = 500
  /// Sets of labels of one name: enough for each route with each class of status.
  public static let maximumSeries = 2_000

  private let descriptions: [String: MetricDescription]
  private let families = Mutex<[String: MetricFamily]>([:])
  private let refused = CounterCell()
  private let observed = Mutex<[String: @Sendable () -> Double]>([:])

  /// No metrics yet; those described are shown with their help text.
  public init(_ descriptions: [MetricDescription] = MetricDescription.all) {
    self.descriptions = Dictionary(descriptions.map { ($0.name, $0) }, uniquingKeysWith: { $1 })
  }

  /// Everything that was described or recorded, in the order of the names, and what the process uses.
  public var text: String {
    var shown = descriptions.mapValues { MetricFamily($0) }
    for family in ProcessMetrics.described { shown[family.name] = nil }
    shown.merge(families.withLock { $0 }) { $1 }
    for (name, read) in observed.withLock({ $0 }) {
      let cell = GaugeCell()
      cell.set(read())
      shown[name] = MetricFamily(
        name: name, help: descriptions[name]?.help, type: "gauge", series: ["": .gauge(cell)])
    }
    let name = "voicecore_metric_series_refused_total"
    shown[name] = MetricFamily(
      name: name, help: descriptions[name]?.help, type: "counter", series: ["": .counter(refused)])
    return shown.values.sorted { $0.name < $1.name }.map(\.text).joined() + ProcessMetrics.text
  }

  /// A gauge without labels whose value is read when the metrics are: for what nobody is told of as it changes.
  public func observe(_ name: String, _ read: @escaping @Sendable () -> Double) {
    observed.withLock { $0[name] = read }
  }

  // MARK: Making handles

  public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
    counter(label, dimensions)
  }

  public func makeFloatingPointCounter(
    label: String, dimensions: [(String, String)]
  ) -> any FloatingPointCounterHandler {
    counter(label, dimensions)
  }

  public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
    gauge(label, dimensions)
  }

  public func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
    aggregate ? histogram(label, dimensions) : gauge(label, dimensions)
  }

  public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
    histogram(label, dimensions)
  }

  // MARK: Giving them up: numbers of a running process stay, as counters must not jump back.

  public func destroyCounter(_ handler: any CounterHandler) {}
  public func destroyMeter(_ handler: any MeterHandler) {}
  public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) {}
  public func destroyRecorder(_ handler: any RecorderHandler) {}
  public func destroyTimer(_ handler: any TimerHandler) {}

  // MARK: Parts

  private func counter(_ label: String, _ dimensions: [(String, String)]) -> CounterCell {
    let made = CounterCell()
    guard case .counter(let cell) = series(label, dimensions, new: .counter(made)) else { return made }
    return cell
  }

  private func gauge(_ label: String, _ dimensions: [(String, String)]) -> GaugeCell {
    let made = GaugeCell()
    guard case .gauge(let cell) = series(label, dimensions, new: .gauge(made)) else { return made }
    return cell
  }

  private func histogram(_ label: String, _ dimensions: [(String, String)]) -> HistogramCell {
    let bounds = descriptions[MetricText.name(label)]?.buckets ?? MetricDescription.latencyBuckets
    let made = HistogramCell(bounds: bounds)
    guard case .histogram(let cell) = series(label, dimensions, new: .histogram(made)) else { return made }
    return cell
  }

  /// The series of this name and these labels. One that has another kind already, or finds no place, isn't shown.
  private func series(
    _ label: String, _ dimensions: [(String, String)], new: MetricFamily.Series
  ) -> MetricFamily.Series? {
    let name = MetricText.name(label)
    let labels = MetricText.labels(dimensions)
    return families.withLock { families in
      guard families[name] != nil || families.count < Self.maximumFamilies else {
        refused.increment(by: 1 as Int64)
        return nil
      }
      var family = families[name] ?? MetricFamily(name: name, help: descriptions[name]?.help, type: new.type)
      guard family.type == new.type else { return nil }
      if let known = family.series[labels] { return known }
      let hasRoom = family.series.count < Self.maximumSeries
      if !hasRoom { refused.increment(by: 1 as Int64) }
      let place = hasRoom ? labels : MetricText.labels(dimensions.map { ($0.0, "other") })
      let kept = family.series[place] ?? new
      family.series[place] = kept
      families[name] = family
      return kept
    }
  }
}
