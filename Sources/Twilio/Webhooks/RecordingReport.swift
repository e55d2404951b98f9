internal import Logging
internal import VoiceCore

/// The carrier tells that a message's or a call's recording is ready, or that there is none.
struct RecordingReport: TwilioWebhook {
  let path = WebhookPath.recording
  let receive: ReceiveVoicemail
  let receiveRecording: ReceiveRecording

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    guard let place = form.place, let recording = form.recording else { return .heard }
    if form.isOfWholeCall {
      guard let report = form.callRecording else { return .heard }
      log.about(place).info("a call's recording is reported", metadata: ["report": "\(report)"])
      try await receiveRecording(report, of: recording, in: place)
      return .heard
    }
    guard let audio = form.audio else { return .heard }
    log.about(place).info("a recording is reported", metadata: ["audio": "\(audio)"])
    try await receive(
      ReceiveVoicemail.Report(recording: recording, duration: form.length, audio: audio), in: place)
    return .heard
  }
}
