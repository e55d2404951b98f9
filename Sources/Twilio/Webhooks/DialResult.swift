internal import Logging
internal import VoiceCore

/// The leg that we had dialled is over: the two have talked, or nobody took the call.
struct DialResult: TwilioWebhook {
  let path = WebhookPath.dialResult
  let reportTransfer: ReportTransfer
  let endCall: EndCall
  let directory: any PlatformDirectory

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    let (outcome, id, dialled) = (try form.dialOutcome(), try form.callID(), try form.dialled())
    do {
      // A caller who hung up while it rang hasn't been left without an answer by anybody.
      if outcome != .answered, let cause = try? form.ending(),
        let tenant = try await directory.tenant(answering: dialled)
      {
        _ = try await endCall(.carrier(id), of: tenant, because: cause)
        return .twiML(.response([.hangup]))
      }
      switch try await reportTransfer(outcome, of: id, dialled: dialled, turn: form.turn) {
      case .onward(let onward):
        log.about(onward.place).info("a call goes on by the rules")
        return .twiML(try OnwardDocument(onward: onward).twiML())
      case .done:
        return .twiML(.response([.hangup]))
      case .apologise(let language):
        return .twiML(.response([.say(try Apology.nobodyAnswers.said(in: language)), .hangup]))
      }
    } catch StoreFailure.notFound {
      log.notice("a hand-over of an unknown call was reported")
      return .twiML(.response([.hangup]))
    }
  }
}
