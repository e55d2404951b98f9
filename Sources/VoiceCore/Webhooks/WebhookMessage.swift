/// What is sent to an endpoint, in the terms of Standard Webhooks.
public struct WebhookMessage: Equatable, Sendable {
  /// What it says.
  public enum Content: Equatable, Sendable {
    case event(RecordedFact)
    /// The question whether the endpoint wants anything, at this moment.
    case verification(Timestamp)
  }

  /// The same at each attempt, however late (`webhook-id`); without a full stop, which parts what is signed.
  public let id: String
  /// When this attempt is made (`webhook-timestamp`).
  public let at: Timestamp
  public let content: Content
  /// Each gives one signature of `id.timestamp.body` (`webhook-signature`), in this order.
  public let secrets: [WebhookSecret]

  /// A message.
  public init(id: String, at: Timestamp, content: Content, secrets: [WebhookSecret]) {
    self.id = id
    self.at = at
    self.content = content
    self.secrets = secrets
  }

  /// An event on its way to an endpoint.
  init(_ event: RecordedFact, to endpoint: WebhookEndpoint, at moment: Timestamp) {
    self.init(
      id: "evt_\(event.call)_\(event.ordinal)", at: moment, content: .event(event),
      secrets: endpoint.secrets(at: moment))
  }

  /// The question to an endpoint.
  init(verifying endpoint: WebhookEndpoint, as id: Identifier<WebhookMessage>, at moment: Timestamp) {
    self.init(
      id: "ver_\(id)", at: moment, content: .verification(moment), secrets: endpoint.secrets(at: moment))
  }
}
