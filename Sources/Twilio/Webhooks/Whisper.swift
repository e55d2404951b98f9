internal import Logging
internal import VoiceCore

/// The receiver of a warm transfer has picked up, or answered our question. The document is theirs alone: the caller hears
/// nothing of it. One that ends without hanging up joins the two. Source: Twilio, `<Number url>`.
struct Whisper: TwilioWebhook {
  /// How long the receiver has to press a key.
  static let seconds = 10

  let path = WebhookPath.whisper
  let ask: AskReceiver

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    guard let place = form.place, let turn = form.turn else {
      throw TwilioFormError(.missing, WebhookPath.Field.call, remedy: "ask at the address as it was given")
    }
    let log = log.about(place)
    if form.isAsked {
      let isTaken = try await ask(form.pressedKey, of: form.agent, on: form.callID(), in: place, turn: turn)
      log.info("a receiver was asked", metadata: ["taken": "\(isTaken)"])
      return .twiML(.response(isTaken ? [] : [.hangup]))
    }
    guard let words = try await ask.words(for: place, turn: turn) else {
      log.notice("a receiver picked up for a call that has gone on")
      return .twiML(.response([.hangup]))
    }
    let address =
      "\(WebhookPath.about(path, place))&\(WebhookPath.Field.turn)=\(turn)&\(WebhookPath.Field.asked)=1"
      + (form.agent.map { "&\(WebhookPath.Field.agent)=\($0)" } ?? "")
    return .twiML(
      .response([
        .gather(
          Gather(
            .keys, action: address, numberOfKeys: 1, timeoutSeconds: Self.seconds, asksWhenEmpty: true,
            prompts: [.say(try Say(own: words.text, in: words.language))]))
      ]))
  }
}
