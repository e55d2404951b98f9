internal import VoiceCore

extension Ending.Cause {
  /// Why a leg ended, in Twilio's words (`CallStatus`); `nil` while it hasn't. Source: Twilio voice status callback.
  init?(twilioCallStatus status: String) {
    switch status {
    case "completed": self = .hungUp
    case "busy", "no-answer", "canceled": self = .unanswered
    case "failed": self = .carrierFailed
    default: return nil
    }
  }
}

extension LegState {
  /// How a call stands, in Twilio's words; `nil` for others. Source: Twilio, "Call resource", `status`.
  init?(twilioCallStatus status: String) {
    switch status {
    case "queued", "initiated", "ringing", "in-progress": self = .live
    default:
      guard let cause = Ending.Cause(twilioCallStatus: status) else { return nil }
      self = .over(cause)
    }
  }
}

extension Transfer.Outcome {
  /// How a dialled leg fared, in Twilio's words (`DialCallStatus`). Source: Twilio `<Dial>` action.
  init?(twilioDialCallStatus status: String) {
    switch status {
    case "completed", "answered": self = .answered
    case "busy": self = .busy
    case "no-answer", "canceled": self = .noAnswer
    case "failed": self = .failed
    default: return nil
    }
  }
}
