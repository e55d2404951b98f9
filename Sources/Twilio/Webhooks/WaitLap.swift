internal import Logging
internal import VoiceCore

/// A caller who waits asks how it stands. They are held in documents of ours, lap by lap, and not in a queue of the carrier's:
/// that one knows only the order of arrival.
struct WaitLap: TwilioWebhook {
  let path = WebhookPath.wait
  let keepWaiting: KeepWaiting
  let wantCallBack: WantCallBack

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    let (id, dialled) = (try form.callID(), try form.dialled())
    let lap = KeepWaiting.Lap(turn: form.turn ?? 0, number: form.lap ?? 0)
    if let key = form.pressedKey, key == CallBack.key {
      guard let onward = try await wantCallBack(at: lap.turn, of: id, dialled: dialled) else {
        return .twiML(.response([.hangup]))
      }
      log.about(onward.place).info("a caller who waits pressed the key to be called back")
      return .twiML(try OnwardDocument(onward: onward).twiML(lap: lap.number + 1))
    }
    guard let onward = try await keepWaiting(lap, of: id, dialled: dialled) else {
      log.notice("an unknown call waits")
      return .twiML(.response([.hangup]))
    }
    return .twiML(try OnwardDocument(onward: onward).twiML(lap: onward.turn == lap.turn ? lap.number + 1 : 0))
  }
}
