internal import Logging
internal import Metrics
internal import VoiceCore
internal import Web

/// Counts, logs and traces requests: one line each, with the route's template instead of the path, and nobody's address.
struct RequestRecord: Sendable {
  /// Stands for requests that no route matches, so that paths from outside make no labels.
  static let unmatched = "unmatched"

  /// The handles of one route, made once: recording takes no lock.
  private struct Meters: Sendable {
    let duration: Metrics.Timer
    /// By the first digit of the status.
    let counts: [Counter]

    init(_ route: String, _ method: String, _ factory: any MetricsFactory) {
      let labels = [("method", method), ("route", route)]
      duration = Metrics.Timer(
        label: "voicecore_http_request_duration_seconds", dimensions: labels, factory: factory)
      counts = (0...5).map { digit in
        let status = digit == 0 ? "other" : "\(digit)xx"
        return Counter(
          label: "voicecore_http_requests_total", dimensions: labels + [("status", status)], factory: factory)
      }
    }
  }

  private let meters: [String: Meters]
  private let other: Meters
  private let logger: Logger
  private let spans: SpanSink?

  init(_ routes: [any Route], logger: Logger, factory: any MetricsFactory, spans: SpanSink? = nil) {
    self.logger = logger
    self.spans = spans
    other = Meters(Self.unmatched, "other", factory)
    var meters: [String: Meters] = [:]
    for route in routes {
      meters[Self.key(route)] = Meters(route.path, route.method.rawValue, factory)
    }
    self.meters = meters
  }

  /// Where a request's span is: within the trace that its sender began, or in one of its own; `nil` where nobody traces. `drawn`
  /// gives names that were never given.
  func place(after parent: TraceContext?, drawn: IDSource) -> TraceContext? {
    guard spans != nil else { return nil }
    let name = UInt64(truncatingIfNeeded: drawn.next())
    return parent?.child(name) ?? TraceContext(trace: Bits128(drawn.next()), span: name)
  }

  func record(
    _ route: (any Route)?, method: String, status: Int, duration: Duration, id: String,
    trace: (place: TraceContext?, parent: TraceContext?) = (nil, nil), at now: @autoclosure () -> Timestamp
  ) {
    let meters = route.flatMap { self.meters[Self.key($0)] } ?? other
    meters.duration.recordNanoseconds(duration.wholeMicroseconds * 1000)
    meters.counts[(1...5).contains(status / 100) ? status / 100 : 0].increment()
    // Probes come every few seconds and say nothing by being logged.
    let level: Logger.Level = route.map { Self.isProbe($0.path) } == true && status < 400 ? .debug : .info
    var metadata: Logger.Metadata = [
      "method": "\(route == nil ? "other" : method)", "route": "\(route?.path ?? Self.unmatched)",
      "status": "\(status)", "duration_ms": "\(Self.milliseconds(duration))", "request_id": "\(id)",
    ]
    if let trace = (trace.place ?? trace.parent)?.trace { metadata["trace_id"] = "\(trace)" }
    logger.log(level: level, "request", metadata: metadata)
    guard let spans, let place = trace.place, place.isSampled, let route, !Self.isProbe(route.path) else { return }
    let end = now()
    spans.take(
      TraceSpan(
        at: place, in: trace.parent?.span, "\(method) \(route.path)", .server, from: end - duration, to: end,
        [
          .init("http.request.method", .text(method)), .init("http.route", .text(route.path)),
          .init("http.response.status_code", .number(status)), .init("voicecore.request.id", .text(id)),
        ], isFailed: status >= 500))
  }

  private static func key(_ route: any Route) -> String { route.method.rawValue + " " + route.path }

  private static func isProbe(_ path: String) -> Bool { ["/healthz", "/readyz", "/metrics"].contains(path) }

  /// With two decimals, which is what the clock is good for.
  private static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.wholeMicroseconds / 10) / 100
  }
}
