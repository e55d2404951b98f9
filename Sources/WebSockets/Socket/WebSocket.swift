public import NIOCore

/// One open WebSocket.
///
/// Confined to its event loop: every method must be called there (use `eventLoop.execute` from elsewhere), which is
/// checked; `Sendable` by that confinement. Once closed, sending does nothing.
public final class WebSocket: Sendable {
  /// The loop that the socket lives on.
  public var eventLoop: any EventLoop { connection.eventLoop }

  /// The subprotocol agreed in the handshake (`Sec-WebSocket-Protocol`), if any.
  public let subprotocol: String?

  private let connection: NIOLoopBound<WebSocketConnection>

  init(_ connection: NIOLoopBound<WebSocketConnection>, subprotocol: String?) {
    self.connection = connection
    self.subprotocol = subprotocol
  }

  /// Sends one text message, which must be UTF-8, as one frame.
  ///
  /// Frames sent while a read is handled, or within one turn of the event loop, are flushed together at its end.
  public func send(text: ByteBuffer) {
    connection.value.send(.text, text)
  }

  /// Sends one text message as one frame, whose pieces are joined on the way to the wire.
  public func send(text pieces: TextPieces) {
    connection.value.send(.text, pieces.head, pieces.body, pieces.end)
  }

  /// Sends one binary message as one frame, flushed like text.
  public func send(binary: ByteBuffer) {
    connection.value.send(.binary, binary)
  }

  /// Begins the closing handshake: sends what was sent before and a close frame, waits for the peer's at most
  /// `WebSocketLimits.closeTimeout`, closes the connection. Does nothing when either side has begun already.
  /// - Parameter code: `noStatus` sends an empty close frame; a code that must not travel goes as 1011.
  /// - Parameter reason: cut to 123 bytes of UTF-8.
  public func close(_ code: CloseCode, reason: String) {
    connection.value.close(code, reason: reason)
  }

  /// How long the last ping was on its way to the peer and back, its time in our buffers included; `nil` before the first pong.
  public var roundTrip: TimeAmount? { connection.value.roundTrip }

  /// Back-pressure: false above the high-water mark and once closing. Who ignores it is cut off together with the
  /// peer at `WebSocketLimits.maximumPendingOutboundBytes`.
  public var isWritable: Bool { connection.value.isWritable }
}
