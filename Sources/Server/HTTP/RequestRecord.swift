internal import Logging
internal import Metrics
internal import VoiceCore
internal import Web

/// Counts and logs requests: one line each, with the route's template instead of the path, and nobody's address.
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

  init(_ routes: [any Route], logger: Logger, factory: any MetricsFactory) {
    self.logger = logger
    other = Meters(Self.unmatched, "other", factory)
    var meters: [String: Meters] = [:]
    for route in routes {
      meters[Self.key(route)] = Meters(route.path, route.method.rawValue, factory)
    }
    self.meters = meters
  }

  func record(_ route: (any Route)?, method: String, status: Int, duration: Duration, id: String) {
    let meters = route.flatMap { self.meters[Self.key($0)] } ?? other
    meters.duration.recordNanoseconds(duration.wholeMicroseconds * 1000)
    meters.counts[(1...5).contains(status / 100) ? status / 100 : 0].increment()
    // Probes come every few seconds and say nothing by being logged.
    let level: Logger.Level = route.map { Self.isProbe($0.path) } == true && status < 400 ? .debug : .info
    logger.log(
      level: level, "request",
      metadata: [
        "method": "\(route == nil ? "other" : method)", "route": "\(route?.path ?? Self.unmatched)",
        "status": "\(status)", "duration_ms": "\(Self.milliseconds(duration))", "request_id": "\(id)",
      ])
  }

  private static func key(_ route: any Route) -> String { route.method.rawValue + " " + route.path }

  private static func isProbe(_ path: String) -> Bool { ["/healthz", "/readyz", "/metrics"].contains(path) }

  /// With two decimals, which is what the clock is good for.
  private static func milliseconds(_ duration: Duration) -> Double {
    Double(duration.wholeMicroseconds / 10) / 100
  }
}
