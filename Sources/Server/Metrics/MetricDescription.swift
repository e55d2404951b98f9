/// What is said of a metric: its kind, its labels, its help text, and the buckets of a histogram.
public struct MetricDescription: Equatable, Sendable {
  /// What the series of a metric hold, under its name in the text format.
  public enum Kind: String, Sendable {
    case counter, gauge, histogram
  }

  /// Upper bounds in seconds for what a machine does. Source: the defaults of Prometheus's client libraries.
  public static let latencyBuckets: [Double] = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10]
  /// Upper bounds in seconds for what people do: waiting and talking.
  public static let conversationBuckets: [Double] = [1, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 3600]

  public let name: String
  public let kind: Kind
  /// The names of its labels, in their order on the page; each has values of which there are few.
  public let labels: [String]
  public let help: String
  public let buckets: [Double]

  /// A description; buckets are upper bounds, ascending.
  public init(
    _ name: String, _ kind: Kind, labels: [String] = [], _ help: String, buckets: [Double] = latencyBuckets
  ) {
    self.name = name
    self.kind = kind
    self.labels = labels
    self.help = help
    self.buckets = buckets
  }

  /// Everything that `/metrics` may show. `docs/metrics.md` is this as a table.
  public static let all = own + ProcessMetrics.described

  /// VoiceCore's own metrics. Source: the outside contract, and beside it what operators ask for.
  static let own: [MetricDescription] = [
    .init("voicecore_calls_active", .gauge, "Calls that this node carries now."),
    .init(
      "voicecore_calls_total", .counter, labels: ["direction", "outcome"], "Calls that ended, by direction and outcome."
    ),
    .init("voicecore_call_duration_seconds", .histogram, "From first ring to end.", buckets: conversationBuckets),
    .init(
      "voicecore_turn_latency_seconds", .histogram, labels: ["stage"],
      "From the end of the caller's words to the answer's first sound; stage answer is the whole, the others add up to it."
    ),
    .init(
      "voicecore_queue_wait_seconds", .histogram, labels: ["exit"],
      "Time that callers waited for a person, by how they came out of the queue.", buckets: conversationBuckets),
    .init("voicecore_queue_depth", .gauge, "Callers that wait for a person now; one node of all counts them."),
    .init(
      "voicecore_queue_longest_wait_seconds", .gauge,
      "How long the caller has waited who has waited longest; one node of all counts it."),
    .init(
      "voicecore_transfers_total", .counter, labels: ["reason", "result"], "Hand-overs to people, by reason and result."
    ),
    .init("voicecore_spam_decisions_total", .counter, labels: ["action"], "Calls that were screened, by action."),
    .init(
      "voicecore_admission_rejected_total", .counter, labels: ["reason"],
      "Calls that this node didn't take or place, by reason."),
    .init(
      "voicecore_webhook_deliveries_total", .counter, labels: ["result"], "Attempts to deliver an event, by result."),
    .init(
      "voicecore_exports_total", .counter, labels: ["result"],
      "Attempts to write a file that was asked for, by result."),
    .init("voicecore_export_rows_total", .counter, "Rows that were written into such files."),
    .init(
      "voicecore_breaker_state", .gauge, labels: ["service"], "Circuit breakers: 0 closed, 1 half open, 2 open."),
    .init(
      "voicecore_ai_tokens_total", .counter, labels: ["kind"],
      "What the voice AI read and wrote, in its provider's tokens."),
    .init("voicecore_ai_cost_usd_total", .counter, "What the voice AI cost in US dollars, by the configured prices."),
    .init(
      "voicecore_ai_rate_limit_remaining", .gauge, labels: ["kind"],
      "What the voice AI's provider says is left of our limits, by kind."),
    .init("voicecore_event_delivery_seconds", .histogram, "From an event's commit to its delivery."),
    .init("voicecore_event_readers", .gauge, "Who follows events over a socket or a stream now."),
    .init("voicecore_voice_sessions_active", .gauge, "Voice sessions of the tenants' people now."),
    .init(
      "voicecore_follower_leads", .gauge, labels: ["follower"], "1 on the node that follows the log under this name."),
    .init(
      "voicecore_follower_tenants_behind", .gauge, labels: ["follower"],
      "Tenants whose facts were seen and aren't handled."),
    .init(
      "voicecore_follower_lag_seconds", .gauge, labels: ["follower"],
      "How long ago everything was handled; 0 when it is."),
    .init(
      "voicecore_follower_failures_total", .counter, labels: ["follower"],
      "Turns of a follower in which something failed."),
    .init(
      "voicecore_background_failures_total", .counter, labels: ["work"],
      "Attempts at work beside calls that failed; the log names it in the same words."),
    .init(
      "voicecore_sqlite_memory_bytes", .gauge, "What SQLite's page caches and statements hold, part of the heap in use."
    ),
    .init(
      "voicecore_http_requests_total", .counter, labels: ["method", "route", "status"],
      "HTTP requests answered, by route and class of status."),
    .init(
      "voicecore_http_request_duration_seconds", .histogram, labels: ["method", "route"],
      "Time to answer an HTTP request, by route."),
    .init(
      "voicecore_trace_spans_total", .counter, labels: ["result"], "Spans for the collector of traces, by result."),
    .init(
      "voicecore_metric_series_refused_total", .counter,
      "Sets of labels that were counted as \"other\", being too many."),
  ]
}
