import Metrics
import Server
import Testing

@Suite("Metrics for Prometheus")
struct PrometheusMetricsTests {
  let metrics = PrometheusMetrics()

  /// The lines about one metric.
  func lines(_ name: String) -> [String] {
    metrics.text.split(separator: "\n").map(String.init).filter { $0.contains(name) }
  }

  @Test func `a counter counts, has help and type, and one set of labels is one series`() {
    for labels in [
      [("direction", "inbound"), ("outcome", "completed")], [("outcome", "completed"), ("direction", "inbound")],
    ] {
      Counter(label: "voicecore_calls_total", dimensions: labels, factory: metrics).increment(by: 2)
    }
    Counter(label: "voicecore_calls_total", dimensions: [("direction", "outbound")], factory: metrics).increment(by: -1)
    #expect(
      lines("voicecore_calls_total") == [
        "# HELP voicecore_calls_total Calls that ended, by direction and outcome.",
        "# TYPE voicecore_calls_total counter",
        "voicecore_calls_total{direction=\"inbound\",outcome=\"completed\"} 4",
        "voicecore_calls_total{direction=\"outbound\"} 0",
      ])
  }

  @Test func `a gauge that is observed is read when the metrics are`() {
    metrics.observe("voicecore_sqlite_memory_bytes") { 7 }
    metrics.observe("voicecore_sqlite_memory_bytes") { 4096 }
    #expect(lines("voicecore_sqlite_memory_bytes").last == "voicecore_sqlite_memory_bytes 4096")
    #expect(lines("voicecore_sqlite_memory_bytes").count == 3)
  }

  @Test func `a gauge shows the latest value`() {
    let gauge = Gauge(label: "voicecore_calls_active", factory: metrics)
    gauge.record(5)
    gauge.record(2.5)
    let meter = Meter(label: "voicecore_queue_depth", factory: metrics)
    meter.set(4)
    meter.increment()
    meter.decrement(by: 2.0)
    #expect(lines("voicecore_calls_active").last == "voicecore_calls_active 2.5")
    #expect(lines("voicecore_queue_depth").last == "voicecore_queue_depth 3")
  }

  @Test func `a timer is a histogram in seconds with cumulative buckets`() {
    let timer = Metrics.Timer(
      label: "voicecore_turn_latency_seconds", dimensions: [("stage", "answer")], factory: metrics)
    timer.recordMilliseconds(5)
    timer.recordMilliseconds(30)
    timer.recordSeconds(100)
    let lines = lines("voicecore_turn_latency_seconds")
    #expect(lines.contains("# TYPE voicecore_turn_latency_seconds histogram"))
    #expect(lines.contains("voicecore_turn_latency_seconds_bucket{stage=\"answer\",le=\"0.005\"} 1"))
    #expect(lines.contains("voicecore_turn_latency_seconds_bucket{stage=\"answer\",le=\"0.025\"} 1"))
    #expect(lines.contains("voicecore_turn_latency_seconds_bucket{stage=\"answer\",le=\"0.05\"} 2"))
    #expect(lines.contains("voicecore_turn_latency_seconds_bucket{stage=\"answer\",le=\"10\"} 2"))
    #expect(lines.contains("voicecore_turn_latency_seconds_bucket{stage=\"answer\",le=\"+Inf\"} 3"))
    #expect(lines.contains("voicecore_turn_latency_seconds_sum{stage=\"answer\"} 100.035"))
    #expect(lines.contains("voicecore_turn_latency_seconds_count{stage=\"answer\"} 3"))
  }

  @Test func `what people do has buckets of minutes`() {
    Metrics.Timer(label: "voicecore_call_duration_seconds", factory: metrics).recordSeconds(90)
    #expect(lines("voicecore_call_duration_seconds").contains("voicecore_call_duration_seconds_bucket{le=\"120\"} 1"))
  }

  @Test func `names and labels from anywhere can't break the format`() {
    Counter(
      label: "bad name-1",
      dimensions: [("a b", "quote \" slash \\ line \n end"), ("2x", String(repeating: "y", count: 500))],
      factory: metrics
    ).increment()
    let line = lines("bad_name_1").last ?? ""
    #expect(line.contains("a_b=\"quote \\\" slash \\\\ line \\n end\""))
    #expect(line.hasPrefix("bad_name_1{_x=\"\(String(repeating: "y", count: 128))\","))
  }

  @Test func `too many label sets are counted together`() {
    for index in 0..<(PrometheusMetrics.maximumSeries + 50) {
      Counter(label: "by_path", dimensions: [("path", "/\(index)")], factory: metrics).increment()
    }
    #expect(lines("by_path{").count == PrometheusMetrics.maximumSeries + 1)
    #expect(lines("by_path{").contains("by_path{path=\"other\"} 50"))
    #expect(lines("voicecore_metric_series_refused_total").last == "voicecore_metric_series_refused_total 50")
  }

  @Test func `of many label sets only those are shown of which something was told`() {
    for index in 0..<300 {
      let counter = Counter(label: "by_path", dimensions: [("path", "/\(index)")], factory: metrics)
      if index % 100 == 0 { counter.increment() }
    }
    #expect(lines("by_path{").count == 3)
  }

  @Test func `too many names aren't shown`() {
    for index in 0..<(PrometheusMetrics.maximumFamilies + 10) {
      Counter(label: "name_\(index)", factory: metrics).increment()
    }
    #expect(lines("# TYPE name_").count == PrometheusMetrics.maximumFamilies)
  }

  @Test func `a name keeps its kind`() {
    Counter(label: "widget", factory: metrics).increment()
    Gauge(label: "widget", factory: metrics).record(7)
    #expect(lines("widget") == ["# TYPE widget counter", "widget 1"])
  }

  @Test func `nothing is lost when many count at once`() async {
    let counter = Counter(label: "busy_total", factory: metrics)
    let timer = Metrics.Timer(label: "busy_seconds", factory: metrics)
    await withTaskGroup { group in
      for _ in 0..<8 {
        group.addTask {
          for _ in 0..<10_000 {
            counter.increment()
            timer.recordSeconds(1)
          }
        }
      }
    }
    #expect(lines("busy_total").last == "busy_total 80000")
    #expect(lines("busy_seconds_sum").last == "busy_seconds_sum 80000")
    #expect(lines("busy_seconds_count").last == "busy_seconds_count 80000")
  }
}
