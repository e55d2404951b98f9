/// Where webhooks may go.
public struct WebhookRule: Equatable, Sendable {
  /// In development: to this machine too, and there without TLS.
  public let allowsLoopback: Bool

  /// A rule.
  public init(allowsLoopback: Bool) { self.allowsLoopback = allowsLoopback }

  /// Whether the address may be one by how it is written: over TLS, but to this machine. Where its host is, is seen when it
  /// is connected to.
  public func allows(_ url: WebhookURL) -> Bool {
    url.isSecure || allowsLoopback && ["localhost", "127.0.0.1", "::1"].contains(url.host)
  }

  /// Whether a message may be sent to a host's address.
  public func allows(_ address: HostAddress) -> Bool { address.isPublic || allowsLoopback && address.isLoopback }
}
