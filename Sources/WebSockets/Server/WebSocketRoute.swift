/// A path on which WebSockets are served.
public struct WebSocketRoute: Sendable {
  /// Compared with the request's path byte for byte.
  public let path: String
  public let limits: WebSocketLimits
  /// Accepts or refuses; given `limits.handshakeTimeout`, after which the client reads 503.
  public let decide: @Sendable (UpgradeRequest) async -> UpgradeDecision

  /// A route; see its properties.
  public init(
    path: String, limits: WebSocketLimits = .init(),
    decide: @escaping @Sendable (UpgradeRequest) async -> UpgradeDecision
  ) {
    self.path = path
    self.limits = limits
    self.decide = decide
  }
}
