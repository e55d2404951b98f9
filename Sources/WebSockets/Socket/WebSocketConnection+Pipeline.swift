package import NIOCore

extension WebSocketConnection {
  /// Makes an active channel that speaks raw bytes into a WebSocket: adds the connection at the end of
  /// its pipeline, which opens the socket. To be called on the event loop.
  /// - Returns: The socket; `nil` when the channel is closed already.
  @discardableResult
  package static func open(
    on channel: any Channel, as role: ConnectionRole, limits: WebSocketLimits = .init(), subprotocol: String? = nil,
    makeHandler: @escaping @Sendable (any EventLoop) -> any WebSocketHandler
  ) throws -> WebSocket? {
    try open(
      on: channel, as: role, limits: limits,
      setting: WebSocketSetting(subprotocol: subprotocol, makeHandler: makeHandler))
  }

  @discardableResult
  static func open(
    on channel: any Channel, as role: ConnectionRole, limits: WebSocketLimits, setting: WebSocketSetting
  ) throws -> WebSocket? {
    // A WebSocket has no use for half a connection; and NIOSSL, when it may keep one, overlooks the peer's goodbye to our
    // own and hangs up only after five seconds.
    try channel.syncOptions?.setOption(.allowRemoteHalfClosure, value: false)
    let connection = WebSocketConnection(role: role, limits: limits, setting: setting)
    try channel.pipeline.syncOperations.addHandler(connection)
    return connection.socket
  }
}
