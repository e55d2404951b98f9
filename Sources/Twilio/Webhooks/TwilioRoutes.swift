public import Logging
public import VoiceCore
public import Web

/// The carrier's webhooks, to be mounted as they are: `POST /twilio/voice/{incoming, after-stream, dial-result, status,
/// gather, wait, voicemail, recording}`. Each wants a good `X-Twilio-Signature`.
///
/// - Parameter mediaPath: where `twilioMediaRoute` is mounted; a path without a query.
public func twilioRoutes(
  _ settings: TwilioSettings, answer: AnswerCall, challenge: AnswerChallenge, continue: ContinueCall,
  reportTransfer: ReportTransfer, end: EndCall, directory: any PlatformDirectory, mediaPath: String = "/twilio/media",
  log: Logger
) -> [any Route] {
  let signature = TwilioSignature(settings)
  let media = MediaDoor(url: StreamURL(settings.publicURL, path: mediaPath))
  let webhooks: [any TwilioWebhook] = [
    IncomingCall(answerCall: answer, media: media),
    AfterStream(continueCall: `continue`, media: media),
    DialResult(reportTransfer: reportTransfer),
    CallStatusReport(endCall: end, directory: directory),
    KeyPressed(answerChallenge: challenge, media: media),
    NotBuiltYet(path: WebhookPath.wait, kind: .caller),
    NotBuiltYet(path: WebhookPath.voicemail, kind: .caller),
    NotBuiltYet(path: WebhookPath.recording, kind: .notification),
  ]
  return webhooks.map { WebhookRoute(webhook: $0, signature: signature, log: log) }
}
