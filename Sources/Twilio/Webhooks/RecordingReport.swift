internal import Logging
internal import VoiceCore

/// The carrier tells that a message's recording is ready, or that there is none.
struct RecordingReport: TwilioWebhook {
  let path = WebhookPath.recording
  let receive: ReceiveVoicemail

  func answer(_ form: TwilioForm, log: Logger) async throws -> WebhookAnswer {
    guard let place = form.place, let recording = form.recording, let audio = form.audio else { return .heard }
    log.about(place).info("a recording is reported", metadata: ["audio": "\(audio)"])
    try await receive(
      ReceiveVoicemail.Report(recording: recording, duration: form.length, audio: audio), in: place)
    return .heard
  }
}
