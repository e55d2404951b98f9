/// What is said of a metric: its help text, and the buckets of a histogram.
public struct MetricDescription: Equatable, Sendable {
  /// Upper bounds in seconds for what a machine does. Source: the defaults of Prometheus's client libraries.
  public static let latencyBuckets: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  /// Upper bounds in seconds for what people do: waiting and talking.
  public static let conversationBuckets: [Double] = [1, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600]

  public let name: String
  public let help: String
  public let buckets: [Double]

  /// A description; buckets are upper bounds, ascending.
  public init(_ name: String, _ help: String, buckets: [Double] = latencyBuckets) {
    self.name = name
    self.help = help
    self.buckets = buckets
  }

  /// VoiceCore's own metrics. Source: the outside contract.
  public static let all: [MetricDescription] = [
    .init("voicecore_calls_active", "Calls that this node carries now."),
    .init("voicecore_calls_total", "Calls that ended, by direction and outcome."),
    .init("voicecore_call_duration_seconds", "From first ring to end.", buckets: conversationBuckets),
    .init(
      "voicecore_turn_latency_seconds",
      "From the end of the caller's words to the answer's first sound; stage answer is the whole, the others add up to it."
    ),
    .init("voicecore_queue_wait_seconds", "Time that callers waited for a person.", buckets: conversationBuckets),
    .init("voicecore_queue_depth", "Callers that wait for a person now."),
    .init("voicecore_transfers_total", "Hand-overs to people, by reason and result."),
    .init("voicecore_spam_decisions_total", "Calls that were screened, by action."),
    .init("voicecore_webhook_deliveries_total", "Attempts to deliver an event, by result."),
    .init("voicecore_exports_total", "Attempts to write a file that was asked for, by result."),
    .init("voicecore_export_rows_total", "Rows that were written into such files."),
    .init("voicecore_admission_rejected_total", "Calls that were not taken, by reason."),
    .init("voicecore_breaker_state", "Circuit breakers: 0 closed, 1 half open, 2 open."),
    .init("voicecore_ai_rate_limit_remaining", "What the voice AI's provider says is left of our limits, by kind."),
    .init("voicecore_event_delivery_seconds", "From an event's commit to its delivery."),
    .init("voicecore_sqlite_memory_bytes", "What SQLite's page caches and statements hold, part of the heap in use."),
    .init("voicecore_http_requests_total", "HTTP requests answered, by route and class of status."),
    .init("voicecore_http_request_duration_seconds", "Time to answer an HTTP request, by route."),
    .init("voicecore_metric_series_refused", "Sets of labels that were counted as \"other\", being too many."),
  ]
}
