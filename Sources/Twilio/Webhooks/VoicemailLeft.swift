internal import Logging
internal import VoiceCore

/// A caller has left a message, or said nothing after the tone.
struct VoicemailLeft: TwilioWebhook {
  let path = WebhookPath.voicemail
  let receive: ReceiveVoicemail

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    let (id, dialled) = (try form.callID(), try form.dialled())
    let report = form.recording.map { ReceiveVoicemail.Report(recording: $0, duration: form.length, audio: .awaited) }
    guard let onward = try await receive(report, of: id, dialled: dialled, turn: form.turn ?? 0) else {
      log.notice("an unknown call left a message")
      return .twiML(.response([.hangup]))
    }
    log.about(onward.place).info("a caller is done with their message")
    return .twiML(try OnwardDocument(onward: onward).twiML())
  }
}
