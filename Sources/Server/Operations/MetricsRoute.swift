internal import Web

/// `GET /metrics`: Prometheus text.
struct MetricsRoute: Route {
  let method = Method.get
  let path = "/metrics"
  let metrics: PrometheusMetrics

  func respond(to request: Request) async -> Response {
    .text(metrics.text, type: "text/plain; version=0.0.4; charset=utf-8")
  }
}
