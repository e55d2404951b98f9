public import NIOCore

/// What happens on a socket, told on its event loop, in order. `closed` comes exactly once, always, last.
///
/// Confined to the event loop, so not `Sendable`: it is made there by a `@Sendable` factory. No call comes while the
/// handler is inside one of the socket's methods. The socket lets go of its handler after `closed`.
public protocol WebSocketHandler: AnyObject {
  /// The handshake is complete; sending may begin.
  func opened(_ socket: WebSocket)

  /// A whole text message, valid UTF-8, within the limit. None comes once either side began to close.
  func received(text: ByteBuffer)

  /// A whole binary message within the limit. None comes once either side began to close.
  func received(binary: ByteBuffer)

  /// The bytes waiting to be sent rose above the high-water mark, or fell below half of it.
  func writabilityChanged(isWritable: Bool)

  /// The server is shutting down. Closes with 1001 unless implemented; a handler that finishes its work first has
  /// `WebSocketLimits.drainTimeout` for it, then the socket is closed all the same.
  func draining(_ socket: WebSocket)

  /// The connection is gone; nothing follows. Not told when `opened` was not.
  func closed(_ closure: WebSocketClosure)
}

extension WebSocketHandler {
  public func draining(_ socket: WebSocket) {
    socket.close(.goingAway, reason: "server is shutting down")
  }
}
