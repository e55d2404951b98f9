public import VoiceCore
public import Web

/// The doors for operators and the curious: liveness, readiness, metrics, the API's description, keys, home page.
public struct OperationsRoutes: Sendable {
  /// To be mounted.
  public let routes: [any Route]

  /// The operations routes of a server whose public API is `documenting`.
  /// - Parameter keySet: the JSON of the key set (RFC 7517).
  /// - Parameter version: of the product, for the OpenAPI document.
  public init(
    documenting documented: [any Route], version: String, metrics: PrometheusMetrics, readiness: [ReadinessCheck],
    drain: Drain, time: any TimeSource, keySet: String, limits: ServerLimits = ServerLimits()
  ) {
    routes = [
      HealthRoute(),
      ReadinessRoute(checks: readiness, drain: drain, time: time, timeout: limits.readinessTimeout),
      MetricsRoute(metrics: metrics),
      KeySetRoute(keySet: keySet),
      DocumentRoute.openAPI(OpenAPIDocument(routes: documented, version: version)),
      DocumentRoute.asyncAPI(AsyncAPIDocument(version: version)),
      DocumentRoute.page("/docs", .docs(of: documented)),
      DocumentRoute.page("/", .home),
    ]
  }
}
