/// Why a WebSocket ended otherwise than by a closing handshake that one side asked for. Trying again means a new socket.
public enum WebSocketFailure: Error, Equatable, Sendable {
  /// The connection went away without a close frame.
  case connectionLost
  /// The peer left `WebSocketLimits.missedPongsBeforeDead` pings unanswered.
  case peerUnresponsive
  /// The peer read too slowly: `WebSocketLimits.maximumPendingOutboundBytes` were waiting for it.
  case peerNotReading
  /// We closed, and the peer answered nothing within `WebSocketLimits.closeTimeout`.
  case closeTimedOut
  /// A message or frame was larger than the limits allow; closed with 1009.
  case messageTooBig
  /// A text message or close reason was not UTF-8; closed with 1007.
  case invalidUTF8
  /// The peer broke RFC 6455; closed with 1002.
  case protocolViolation(ProtocolViolation)

  /// The code that tells the peer so; `abnormal` where there is no telling.
  package var code: CloseCode {
    switch self {
    case .connectionLost, .peerUnresponsive, .peerNotReading, .closeTimedOut: .abnormal
    case .messageTooBig: .messageTooBig
    case .invalidUTF8: .invalidPayload
    case .protocolViolation: .protocolError
    }
  }
}

extension WebSocketFailure: CustomStringConvertible {
  public var description: String {
    switch self {
    case .connectionLost: "connection lost"
    case .peerUnresponsive: "pings unanswered"
    case .peerNotReading: "peer reads too slowly"
    case .closeTimedOut: "close unanswered"
    case .messageTooBig: "message too big"
    case .invalidUTF8: "text is not UTF-8"
    case .protocolViolation(let violation): violation.description
    }
  }
}
