package import MediaBridge
internal import NIOCore
package import WebSockets

/// Why a voice socket is closed. The text is the close frame's reason, for machines, and fixed.
package enum VoiceFault: Error, Equatable, Sendable {
  /// A piece of audio shorter than `VoiceLimits.chunkBytes`.
  case chunkTooSmall
  /// A longer one.
  case chunkTooLarge
  /// Half a sample.
  case oddLength
  /// A text message that is none of ours.
  case unknownMessage
  case tooManyMessages
  /// So many sessions of the same person as may be.
  case tooManySessions
  /// The session to be resumed is over.
  case sessionOver
  /// Another socket has resumed the session.
  case resumedElsewhere
  /// A caller's audio comes faster than it is spoken.
  case tooFast
  /// The tenant has no line on which it could be called.
  case noLine
  /// The tenant's rules against spam turn the caller away.
  case turnedAway
  /// A person is wanted, and can't be reached from a browser or app.
  case transferUnavailable
  case departed(OperatorDeparture)

  package var name: String {
    switch self {
    case .chunkTooSmall: "chunk_too_small"
    case .chunkTooLarge: "chunk_too_large"
    case .oddLength: "odd_length"
    case .unknownMessage: "unknown_message"
    case .tooManyMessages: "too_many_messages"
    case .tooManySessions: "too_many_sessions"
    case .sessionOver: "session_over"
    case .resumedElsewhere: "resumed_elsewhere"
    case .tooFast: "too_fast"
    case .noLine: "no_line"
    case .turnedAway: "turned_away"
    case .transferUnavailable: "transfer_unavailable"
    case .departed(let departure): departure.rawValue
    }
  }

  /// What would mend it; safe to show to anybody.
  package var remedy: String {
    switch self {
    case .chunkTooSmall, .chunkTooLarge:
      "Binary messages have \(VoiceLimits.chunkBytes.lowerBound) to \(VoiceLimits.chunkBytes.upperBound) bytes."
    case .oddLength: "16-bit samples come in pairs of bytes."
    case .unknownMessage:
      #"Text messages are {"type":"take_over"} and {"type":"hand_back"} of operators, {"type":"key","key":"1"} of callers."#
    case .tooManyMessages: "Send text messages only when somebody wants something."
    case .tooManySessions: "Close another session first."
    case .sessionOver: "Join the call anew."
    case .resumedElsewhere: "Another socket goes on with this session."
    case .tooFast: "Send audio as it is spoken, at most \(CallerTime.maximumLead.nanoseconds / 1_000_000_000) s ahead."
    case .noLine: "The company needs a telephone number first."
    case .turnedAway: "The company's rules turn this call away."
    case .transferUnavailable: "People are reached by telephone only: call the company's number."
    case .departed(.callOver): "The call is over, or has gone elsewhere."
    case .departed(.replaced): "The same person joined the call anew."
    case .departed(.full): "So many are joined to the call as may be."
    case .departed(.refused): "The call may not be attended any more."
    case .departed(.unavailable): "Try again later."
    }
  }

  package var closeCode: CloseCode {
    switch self {
    case .chunkTooLarge: .messageTooBig
    case .oddLength: .invalidPayload
    case .chunkTooSmall, .unknownMessage, .tooManyMessages, .tooManySessions, .sessionOver, .resumedElsewhere,
      .tooFast, .noLine, .turnedAway:
      .policyViolation
    case .departed(.callOver), .transferUnavailable: .normal
    case .departed(.replaced), .departed(.refused): .policyViolation
    case .departed(.full), .departed(.unavailable): .tryAgainLater
    }
  }
}
