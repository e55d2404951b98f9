package import MediaBridge
package import WebSockets

/// How a stream can break the protocol. Each ends the stream with a close code and a fixed text.
package enum MediaStreamFault: Error, Equatable, Sendable, CaseIterable {
  case binaryFrame
  case invalidMessage
  case messageBeforeStart
  case secondStart
  case wrongStream
  case invalidAudio
  case audioTooLong
  case unknownFormat
  case noToken
  case noStartInTime
  case messageTooBig
  case notWebSocket

  /// What is told and logged.
  package var reason: LegEnd.StaticReason {
    switch self {
    case .binaryFrame: LegEnd.StaticReason("binary message")
    case .invalidMessage: LegEnd.StaticReason("invalid message")
    case .messageBeforeStart: LegEnd.StaticReason("message before start")
    case .secondStart: LegEnd.StaticReason("second start")
    case .wrongStream: LegEnd.StaticReason("message of another stream")
    case .invalidAudio: LegEnd.StaticReason("audio isn't base64")
    case .audioTooLong: LegEnd.StaticReason("audio too long")
    case .unknownFormat: LegEnd.StaticReason("audio isn't 8 kHz mono mu-law")
    case .noToken: LegEnd.StaticReason("no token")
    case .noStartInTime: LegEnd.StaticReason("no start in time")
    case .messageTooBig: LegEnd.StaticReason("message too big")
    case .notWebSocket: LegEnd.StaticReason("broken WebSocket")
    }
  }

  /// What the socket is closed with.
  package var closeCode: CloseCode {
    switch self {
    case .binaryFrame, .unknownFormat: .unacceptableData
    case .invalidMessage, .invalidAudio: .invalidPayload
    case .messageBeforeStart, .secondStart, .wrongStream, .noToken, .noStartInTime: .policyViolation
    case .audioTooLong, .messageTooBig: .messageTooBig
    case .notWebSocket: .protocolError
    }
  }
}
