internal import Logging
internal import VoiceCore

/// Whom we called has picked up. The address names the call.
struct OutgoingCall: TwilioWebhook {
  let path = WebhookPath.outgoing
  let answerDialled: AnswerDialled
  let media: MediaDoor

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    guard let place = form.place else {
      throw TwilioFormError(.missing, WebhookPath.Field.call, remedy: "ask at the address as it was given")
    }
    let log = log.about(place)
    switch try await answerDialled(try form.callID(), of: place) {
    case .connect(let token):
      log.info("whom we called has picked up")
      return .twiML(.response([.connect(try media.connect(token: token))]))
    case .announce(let words, let token):
      log.info("whom we called has picked up, and will be recorded")
      return .twiML(
        .response([
          .say(try Say(own: words.text, in: words.language)), .connect(try media.connect(token: token)),
        ]))
    case .onward(let onward):
      log.info("whom we called has picked up, and goes on by the rules")
      return .twiML(try OnwardDocument(onward: onward).twiML())
    case .hangUp:
      log.notice("whom we called has picked up for a call that is over")
      return .twiML(.response([.hangup]))
    }
  }
}
