internal import Logging

/// What one webhook does, once it is known to be the carrier's: decode, call one use case, say the answer in TwiML.
protocol TwilioWebhook: Sendable {
  var path: String { get }
  /// - Throws: `TwilioFormError`, `StoreFailure`, `TwiMLError`.
  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer
}

/// What the carrier is answered.
enum WebhookAnswer {
  case twiML(TwiML)
  /// It was a notification.
  case heard
}

/// The paths of the webhooks; the outside contract fixes them.
enum WebhookPath {
  static let incoming = "/twilio/voice/incoming"
  static let afterStream = "/twilio/voice/after-stream"
  static let dialResult = "/twilio/voice/dial-result"
  static let status = "/twilio/voice/status"
  static let gather = "/twilio/voice/gather"
  static let wait = "/twilio/voice/wait"
  static let voicemail = "/twilio/voice/voicemail"
  static let recording = "/twilio/voice/recording"
}
