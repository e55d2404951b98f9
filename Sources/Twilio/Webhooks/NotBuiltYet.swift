internal import Logging
internal import VoiceCore

/// A door that the contract names and that has no room behind it yet: callers are told so politely.
struct NotBuiltYet: TwilioWebhook {
  /// What knocks.
  enum Kind {
    /// A caller, who waits for an answer.
    case caller
    /// A notification, which doesn't.
    case notification
  }

  let path: String
  let kind: Kind

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    log.warning("a webhook came for what isn't built yet")
    return switch kind {
    case .caller: .twiML(.response([.say(try Apology.notAvailable.said(in: .english)), .hangup]))
    case .notification: .heard
    }
  }
}
