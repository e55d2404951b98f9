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
