internal import NIOCore

/// What a connection is given by the handshake that led to it.
struct WebSocketSetting {
  /// The subprotocol agreed on.
  var subprotocol: String?
  /// Makes the application's side, on the event loop.
  let makeHandler: @Sendable (any EventLoop) -> any WebSocketHandler
  /// For observers; called just before the handler is told.
  var opened: () -> Void = {}
  var closed: (WebSocketClosure) -> Void = { _ in }
}
