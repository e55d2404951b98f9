internal import Metrics

/// What is left of the provider's limits, as the last response told it.
struct RateLimitGauges: Sendable {
  private let gauges = Dictionary(
    uniqueKeysWithValues: RateLimit.Kind.allCases.map {
      ($0, Gauge(label: "voicecore_ai_rate_limit_remaining", dimensions: [("kind", $0.rawValue)]))
    })

  func record(_ limit: RateLimit) { gauges[limit.kind]?.record(limit.remaining) }
}
