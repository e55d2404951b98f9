internal import Logging
internal import VoiceCore

/// A challenged caller pressed a key, or none in time.
struct KeyPressed: TwilioWebhook {
  /// How long the caller has to press it.
  static let seconds = 6
  /// The name under which the address tells which try it is.
  static let attemptName = "challenge"

  let path = WebhookPath.gather
  let answerChallenge: AnswerChallenge
  let media: MediaDoor

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    let pressed = AnswerChallenge.Pressed(form.pressedKey, attempt: try form.attempt(named: Self.attemptName))
    switch try await answerChallenge(pressed, in: try form.callID(), dialled: try form.dialled()) {
    case .connect(let token, let place):
      log.about(place).info("a challenged caller pressed the right key")
      return .twiML(.response([.connect(try media.connect(token: token))]))
    case .announce(let words, let token, let place):
      log.about(place).info("a challenged caller pressed the right key, and will be recorded")
      return .twiML(
        .response([
          .say(try Say(own: words.text, in: words.language)), .connect(try media.connect(token: token)),
        ]))
    case .onward(let onward):
      log.about(onward.place).info("a challenged caller goes past the receptionist by the rules")
      return .twiML(try OnwardDocument(onward: onward).twiML())
    case .ask(let question, let place):
      log.about(place).info("a challenged caller is asked again")
      return .twiML(try question.twiML())
    case .reject(let language, let place):
      log.about(place).notice("a challenged call is rejected")
      // It rings no longer, so that <Reject> has no meaning to the carrier.
      return .twiML(.response([.say(try Apology.notPutThrough.said(in: language)), .hangup]))
    case .over:
      return .twiML(.response([.hangup]))
    }
  }
}

extension KeyQuestion {
  /// The question as the carrier asks it: silence is told, too.
  func twiML() throws(TwiMLError) -> TwiML {
    let gather = Gather(
      .keys, action: "\(WebhookPath.gather)?\(KeyPressed.attemptName)=\(attempt)", numberOfKeys: 1,
      timeoutSeconds: KeyPressed.seconds, asksWhenEmpty: true, prompts: [.say(try Say(text, in: language))])
    return .response([.gather(gather)])
  }
}
