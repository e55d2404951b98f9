/// What the carrier sent, heard and saw in one call.
public struct CallReport: Sendable {
  public let callSid: String
  /// The caller's number as the server was told; `anonymous` when withheld.
  public let from: String
  public let to: String
  /// In the order of time.
  public let timeline: [TimelineEntry]
  public let ending: CallEnding
  /// From ring to end, in the call's time.
  public let duration: Duration
  /// Counts of all streams of the call.
  public let traffic: StreamTraffic

  /// What the server did against the carrier's rules, in order.
  public var violations: [CarrierViolation] {
    timeline.compactMap { if case .violated(let violation) = $0.event { violation } else { nil } }
  }

  /// The sounds from streams, in order of arrival.
  public var heard: [HeardSegment] {
    timeline.compactMap { if case .heard(let segment) = $0.event { segment } else { nil } }
  }

  /// The requests, in the order of sending.
  public var webhooks: [WebhookExchange] {
    timeline.compactMap { if case .webhook(let exchange) = $0.event { exchange } else { nil } }
  }

  /// Whom `<Dial>` rang.
  public var dialled: [DialledLeg] {
    timeline.compactMap { if case .dialled(let leg) = $0.event { leg } else { nil } }
  }

  /// The queues that `<Enqueue>` put the caller into.
  public var queues: [String] {
    timeline.compactMap { if case .enqueued(let queue) = $0.event { queue } else { nil } }
  }
}
