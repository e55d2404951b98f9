internal import Logging
internal import VoiceCore

/// The line of somebody of ours in a conference asks what is next: it rings the guest, or is in the room. Source: Twilio,
/// `<Conference>`; a child leg that is redirected leaves its `<Dial>`, whose action is asked for the parent.
struct ConferenceLeg: TwilioWebhook {
  let path = WebhookPath.conference
  let attend: AttendConference

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    guard let place = form.place, let turn = form.turn else {
      throw TwilioFormError(.missing, WebhookPath.Field.call, remedy: "ask at the address as it was given")
    }
    let (leg, log) = (try form.callID(), log.about(place))
    guard try !form.hasLeftRoom && form.ending() == nil else {
      try await attend.left(leg, place)
      log.info("somebody has left a conference")
      return .twiML(.response([.hangup]))
    }
    let next =
      if let round = form.round {
        try await attend.guestRang(try form.dialOutcome(), inRound: round, on: leg, in: place, turn: turn)
      } else {
        try await attend.next(for: leg, in: place, turn: turn)
      }
    let here = WebhookPath.at(path, in: place, turn: turn)
    switch next {
    case .ring(let onward, let round):
      log.info("somebody is rung for a conference")
      return .twiML(
        try OnwardDocument(onward: onward, action: "\(here)&\(WebhookPath.Field.round)=\(round)").twiML())
    case .join(let room):
      log.info("somebody joins a conference")
      let action = "\(here)&\(WebhookPath.Field.left)=1"
      return .twiML(.response([.dial(try Dial(.conference(room.name, .goesOnWithout), action: action))]))
    case .hangUp:
      return .twiML(.response([.hangup]))
    }
  }
}
