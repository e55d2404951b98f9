internal import Logging
internal import VoiceCore

/// The caller's stream is over, and the carrier asks what is next.
struct AfterStream: TwilioWebhook {
  /// How long a person's telephone rings.
  static let ringSeconds = 30

  let path = WebhookPath.afterStream
  let continueCall: ContinueCall
  let media: MediaDoor

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    switch try await continueCall(try form.callID(), dialled: try form.dialled()) {
    case .dial(let number, let announcement, let place):
      log.about(place).info("a call is handed over")
      let dial = try Dial(
        .parties([.number(number)]), action: WebhookPath.dialResult, timeoutSeconds: Self.ringSeconds,
        answersOnBridge: true)
      let words = try announcement.map { TwiML.Verb.say(try Say($0.text, in: $0.language)) }
      return .twiML(.response([words, .dial(dial)].compactMap(\.self)))
    case .reconnect(let token, let place):
      log.about(place).notice("a call gets another stream")
      return .twiML(.response([.connect(try media.connect(token: token))]))
    case .onward(let onward):
      log.about(onward.place).info("a call goes on by the rules")
      return .twiML(try OnwardDocument(onward: onward).twiML())
    case .hangUp:
      return .twiML(.response([.hangup]))
    }
  }
}
