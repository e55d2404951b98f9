internal import Logging
internal import VoiceCore

/// A caller dialled one of our DIDs.
struct IncomingCall: TwilioWebhook {
  let path = WebhookPath.incoming
  let answerCall: AnswerCall
  let media: MediaDoor

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    let announced = AnswerCall.Announcement(
      carrierID: try form.callID(), caller: try form.caller(), callerName: form.callerName, dialled: try form.dialled())
    switch try await answerCall(announced) {
    case .connect(let token, let place):
      log.about(place).info("a call is answered")
      return .twiML(.response([.connect(try media.connect(token: token))]))
    case .announce(let words, let token, let place):
      log.about(place).info("a call is answered, and will be recorded")
      return .twiML(
        .response([
          .say(try Say(own: words.text, in: words.language)), .connect(try media.connect(token: token)),
        ]))
    case .onward(let onward):
      log.about(onward.place).info("a call goes past the receptionist by the rules")
      return .twiML(try OnwardDocument(onward: onward).twiML())
    case .challenge(let question, let place):
      log.about(place).notice("a caller is asked for a key")
      return .twiML(try question.twiML())
    case .rejected(let place):
      log.about(place).notice("a call is rejected")
      return .twiML(.reject(.rejected))
    case .busy(let place):
      log.about(place).notice("a call finds no room")
      return .twiML(.reject(.busy))
    case .unknownNumber:
      log.notice("a call to a number of nobody")
      return .twiML(.reject(nil))
    case .over(let place):
      log.about(place).notice("a call that is over was announced again")
      return .twiML(.response([.hangup]))
    }
  }
}
