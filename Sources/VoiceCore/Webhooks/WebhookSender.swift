/// Sends a message once.
public protocol WebhookSender: Sendable {
  /// Signs and sends; returns within a bounded time, whatever the endpoint does. Doesn't connect to an address that isn't one
  /// of the public Internet.
  func send(_ message: WebhookMessage, to url: WebhookURL) async -> WebhookResult
}
