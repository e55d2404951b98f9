public import Logging
public import VoiceCore
public import Web

/// The carrier's webhooks, to be mounted as they are: `POST /twilio/voice/{incoming, after-stream, dial-result, status,
/// gather, wait, voicemail, recording, outgoing, whisper, conference}`. Each wants a good `X-Twilio-Signature`.
///
/// - Parameters:
///   - waiting: what callers do after the receptionist; the same store and clock as the others.
///   - mediaPath: where `twilioMediaRoute` is mounted; a path without a query.
public func twilioRoutes(
  _ settings: TwilioSettings, answer: AnswerCall, challenge: AnswerChallenge, continue: ContinueCall,
  reportTransfer: ReportTransfer, end: EndCall, waiting: WaitingDoors, directory: any PlatformDirectory,
  mediaPath: String = "/twilio/media", log: Logger
) -> [any Route] {
  let signature = TwilioSignature(settings)
  let media = MediaDoor(url: StreamURL(settings.publicURL, path: mediaPath))
  let webhooks: [any TwilioWebhook] = [
    IncomingCall(answerCall: answer, media: media),
    AfterStream(continueCall: `continue`, media: media),
    DialResult(reportTransfer: reportTransfer, endCall: end, directory: directory),
    CallStatusReport(
      endCall: end, takeCall: waiting.take, hearOfDialled: waiting.hearOfDialled, attend: waiting.attend,
      directory: directory),
    Whisper(ask: waiting.ask),
    ConferenceLeg(attend: waiting.attend),
    OutgoingCall(answerDialled: waiting.answerDialled, media: media),
    KeyPressed(answerChallenge: challenge, media: media),
    WaitLap(keepWaiting: waiting.keepWaiting, wantCallBack: waiting.wantCallBack),
    VoicemailLeft(receive: waiting.receive),
    RecordingReport(receive: waiting.receive, receiveRecording: waiting.receiveRecording),
  ]
  return webhooks.map { WebhookRoute(webhook: $0, signature: signature, log: log) }
}

/// What callers find behind the receptionist: a queue, agents' telephones, voicemail; and what those find whom we call.
public struct WaitingDoors: Sendable {
  let keepWaiting: KeepWaiting
  let take: TakeCall
  let receive: ReceiveVoicemail
  let receiveRecording: ReceiveRecording
  let hearOfDialled: HearOfDialled
  let answerDialled: AnswerDialled
  let ask: AskReceiver
  let attend: AttendConference
  let wantCallBack: WantCallBack

  /// Doors on these ports.
  /// - Parameter carrier: is told at once what follows for other lines; without, whoever carries out intentions does it.
  public init(
    store: any Store, carrier: (any LegControl)? = nil, time: any TimeSource, tokens: SecretTokens,
    telemetry: CallTelemetry = .none, zones: any TimeZones = NoTimeZones()
  ) {
    wantCallBack = WantCallBack(store: store, time: time, zones: zones)
    ask = AskReceiver(store: store, carrier: carrier, time: time)
    attend = AttendConference(store: store, carrier: carrier, time: time)
    hearOfDialled = HearOfDialled(store: store, time: time, telemetry: telemetry)
    answerDialled = AnswerDialled(store: store, time: time, tokens: tokens, zones: zones)
    keepWaiting = KeepWaiting(store: store, time: time, zones: zones)
    take = TakeCall(store: store, time: time)
    receiveRecording = ReceiveRecording(store: store, time: time)
    receive = ReceiveVoicemail(store: store, time: time, telemetry: telemetry, zones: zones)
  }
}
