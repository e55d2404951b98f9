internal import Logging
internal import VoiceCore

/// The leg that we had dialled is over: the two have talked, or nobody took the call.
struct DialResult: TwilioWebhook {
  let path = WebhookPath.dialResult
  let reportTransfer: ReportTransfer

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    let (outcome, id, dialled) = (try form.dialOutcome(), try form.callID(), try form.dialled())
    do {
      switch try await reportTransfer(outcome, of: id, dialled: dialled) {
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
