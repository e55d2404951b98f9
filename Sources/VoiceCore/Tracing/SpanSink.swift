/// Takes spans for operators' traces. Must return at once; what is too much it may drop.
public struct SpanSink: Sendable {
  /// Takes a span that has ended.
  public let take: @Sendable (TraceSpan) -> Void

  /// A port that calls this closure.
  public init(take: @escaping @Sendable (TraceSpan) -> Void) { self.take = take }
}

extension WebhookMessage.Content {
  /// The call's span for an event of it; `nil` where there is no call.
  public var trace: TraceContext? {
    switch self {
    case .event(let recorded): TraceContext(of: recorded.call)
    case .verification: nil
    }
  }
}

extension CallTelemetry {
  /// Tells this sink too: a span of each call that has ended, and of each answer that its caller waited for. The same when there
  /// is none.
  public func tracing(to sink: SpanSink?) -> CallTelemetry {
    guard let sink else { return self }
    return CallTelemetry(
      screened: screened, transferred: transferred,
      ended: { call in
        ended(call)
        if let span = TraceSpan(of: call) { sink.take(span) }
      },
      metered: metered, refused: refused,
      answered: { wait, moment, place in
        answered(wait, moment, place)
        for span in TraceSpan.spans(of: wait, until: moment, in: place) { sink.take(span) }
      })
  }
}
