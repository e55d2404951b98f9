internal import Logging
internal import VoiceCore

/// The carrier tells how a call stands; its last word ends the call here.
struct CallStatusReport: TwilioWebhook {
  let path = WebhookPath.status
  let endCall: EndCall
  let takeCall: TakeCall
  let hearOfDialled: HearOfDialled
  let attend: AttendConference
  let directory: any PlatformDirectory

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    // A telephone that we had rung for a caller.
    if let place = form.place, let turn = form.turn {
      let leg = try form.callID()
      if form.isUp { try await takeCall(place, by: form.agent, turn: turn, on: leg) }
      if try form.ending() != nil { try await attend.left(leg, place) }
      return .heard
    }
    // A leg that we had asked for: its address names the call, which may not know the leg yet.
    if let place = form.place {
      guard let state = form.dialledState else { return .heard }
      if let ended = try await hearOfDialled(state, of: try form.callID(), place), let ending = ended.ending {
        log.about(place).info("a call is over", metadata: ["cause": "\(ending.cause)"])
      }
      return .heard
    }
    let (id, cause, dialled) = (try form.callID(), try form.ending(), try form.dialled())
    guard let cause, let tenant = try await directory.tenant(answering: dialled) else { return .heard }
    do {
      let outcome = try await endCall(.carrier(id), of: tenant, because: cause)
      if outcome.isFirst {
        let place = CallPlace(tenant: tenant, call: outcome.call.id)
        log.about(place).info("a call is over", metadata: ["cause": "\(cause)"])
      }
    } catch StoreFailure.notFound {
      log.debug("the status of an unknown call was reported")
    }
    return .heard
  }
}
