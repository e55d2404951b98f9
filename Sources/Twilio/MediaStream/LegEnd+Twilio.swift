internal import MediaBridge
internal import WebSockets

extension LegEnd {
  /// What the end of the socket means, if nothing ended the leg before.
  init(_ closure: WebSocketClosure) {
    switch closure.failure {
    case .messageTooBig?: self = .misbehaved(MediaStreamFault.messageTooBig.reason)
    case .invalidUTF8?: self = .misbehaved(MediaStreamFault.invalidMessage.reason)
    case .protocolViolation?: self = .misbehaved(MediaStreamFault.notWebSocket.reason)
    case .connectionLost?, .peerUnresponsive?, .peerNotReading?, .closeTimedOut?, nil:
      self = closure.began == .local && closure.failure == nil ? .left : .lost
    }
  }
}

extension TwilioMediaStream.Closing {
  static let finished = Self(code: .normal, reason: "")

  /// How a departure reads on the wire.
  init(_ departure: LegDeparture) {
    self =
      switch departure {
      case .finished: .finished
      case .refused: Self(code: .policyViolation, reason: "refused")
      case .failed: Self(code: .internalError, reason: "failed")
      case .unavailable: Self(code: .tryAgainLater, reason: "unavailable")
      }
  }
}
