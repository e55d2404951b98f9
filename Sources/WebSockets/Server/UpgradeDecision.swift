public import NIOCore

/// What a route says to a request for an upgrade.
public enum UpgradeDecision: Sendable {
  /// Open the socket. `subprotocol` must be one that the request offers; `makeHandler` runs on the socket's event loop.
  case accept(
    subprotocol: String? = nil, headers: [(String, String)] = [],
    makeHandler: @Sendable (any EventLoop) -> any WebSocketHandler)
  /// A proper HTTP reply (`Content-Length` and `Connection: close` are added), then the connection closes.
  /// `status` is 300 to 599.
  case refuse(status: Int, headers: [(String, String)] = [], body: [UInt8] = [])
}
