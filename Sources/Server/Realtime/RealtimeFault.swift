internal import VoiceCore
internal import WebSockets

/// Why a real-time socket is closed. The name is the close frame's reason, for machines, and fixed.
enum RealtimeFault: Equatable {
  /// It reads more slowly than things happen.
  case tooSlow
  /// What it missed can't be told any more: it comes again and is told how things stand.
  case comeAgain
  case tooManyMessages
  /// So many sockets as may be, on this node or of one person.
  case full
  case forbidden
  case unavailable
  /// The token has expired, the key is revoked, or the tenant is closed.
  case signedOut

  init(_ refusal: EventHub.Refusal) {
    self =
      switch refusal {
      case .full: .full
      case .forbidden: .forbidden
      case .store: .unavailable
      }
  }

  var name: String {
    switch self {
    case .tooSlow: "too_slow"
    case .comeAgain: "come_again"
    case .tooManyMessages: "too_many_messages"
    case .full: "full"
    case .forbidden: "forbidden"
    case .unavailable: "unavailable"
    case .signedOut: "signed_out"
    }
  }

  /// What would mend it; safe to show to anybody.
  var remedy: String {
    switch self {
    case .tooSlow:
      "More than \(EventStream.maximumWaiting) events waited: come again with last_event_id, and read faster."
    case .comeAgain: "Come again with last_event_id."
    case .tooManyMessages: "At most \(RealtimeSocket.maximumMessages) messages in \(RealtimeSocket.messageSeconds) s."
    case .full: "Close another socket first, or come again later."
    case .forbidden: "Your role or your key's scopes don't include events."
    case .unavailable: "Try again later."
    case .signedOut: "Come again with a new token and last_event_id."
    }
  }

  var closeCode: CloseCode {
    switch self {
    case .tooSlow, .comeAgain, .full, .unavailable: .tryAgainLater
    case .tooManyMessages, .forbidden, .signedOut: .policyViolation
    }
  }
}
