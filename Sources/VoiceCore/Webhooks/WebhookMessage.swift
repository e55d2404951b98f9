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

/// What came of one attempt.
public enum WebhookResult: Hashable, Sendable, Codable {
  /// The endpoint answered with this status; what else it said isn't looked at, and a redirect isn't followed.
  case status(Int)
  case failed(Trouble)

  /// Why there was no answer.
  public enum Trouble: String, Sendable, Codable, CaseIterable {
    case timedOut = "timed_out"
    case notResolved = "not_resolved"
    /// The host is at an address that isn't one of the public Internet.
    case addressRefused = "address_refused"
    case notConnected = "not_connected"
    /// It sent something that is no HTTP, or more than is looked at.
    case unreadable
    /// Whoever was sending didn't live to tell.
    case interrupted
  }

  /// Only 2xx is.
  public var isSuccess: Bool { if case .status(200..<300) = self { true } else { false } }
  /// The endpoint wants nothing any more.
  var isGone: Bool { self == .status(410) }
}

/// Sends a message once.
public protocol WebhookSender: Sendable {
  /// Signs and sends; returns within a bounded time, whatever the endpoint does. Doesn't connect to an address that isn't one
  /// of the public Internet.
  func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookResult
}
