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
