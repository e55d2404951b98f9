internal import NIOWebSocket

extension WebSocketFailure {
  /// What NIO's frame decoder found wrong with a frame's header.
  init(_ error: NIOWebSocketError) {
    switch error {
    case .invalidFrameLength: self = .messageTooBig
    case .fragmentedControlFrame: self = .protocolViolation(.fragmentedControlFrame)
    case .multiByteControlFrameLength: self = .protocolViolation(.oversizedControlFrame)
    }
  }
}
