/// Which elements TwiML has, where each may stand, and which attributes and text it takes.
/// Source: Twilio's TwiML reference, one page a verb.
enum TwiMLGrammar {
  enum Text { case none, required, optional }

  struct Rule {
    var attributes: [String: Value] = [:]
    var children: Set<String> = []
    var text = Text.none
  }

  /// What an attribute's value may be.
  enum Value {
    case text
    case number(ClosedRange<Int>)
    case truth
    case oneOf(Set<String>)
    /// Words out of a set, separated by spaces.
    case someOf(Set<String>)
    case key
    case url
  }

  static let verbs: Set<String> = [
    "Say", "Play", "Pause", "Gather", "Dial", "Reject", "Redirect", "Hangup", "Connect", "Start", "Stop", "Record",
    "Enqueue", "Leave", "Refer",
  ]

  static let rules: [String: Rule] = [
    "Response": Rule(children: verbs),
    "Say": Rule(
      attributes: ["voice": .text, "language": .text, "loop": .number(0...1000)], text: .required),
    "Play": Rule(attributes: ["loop": .number(0...1000), "digits": .text], text: .optional),
    "Pause": Rule(attributes: ["length": .number(1...600)]),
    "Gather": Rule(
      attributes: [
        "input": .someOf(["dtmf", "speech"]), "action": .url, "method": method, "timeout": .number(0...600),
        "numDigits": .number(1...1000), "finishOnKey": .key, "speechTimeout": .text, "maxSpeechTime": .number(1...60),
        "language": .text, "hints": .text, "speechModel": .text, "enhanced": .truth, "profanityFilter": .truth,
        "bargeIn": .truth, "actionOnEmptyResult": .truth, "partialResultCallback": .url,
        "partialResultCallbackMethod": method,
      ], children: ["Say", "Play", "Pause"]),
    "Dial": Rule(
      attributes: [
        "action": .url, "method": method, "timeout": .number(1...600), "timeLimit": .number(1...86400),
        "callerId": .text, "answerOnBridge": .truth, "hangupOnStar": .truth, "ringTone": .text, "sequential": .truth,
        "record": .oneOf([
          "do-not-record", "record-from-answer", "record-from-ringing", "record-from-answer-dual",
          "record-from-ringing-dual", "true",
        ]), "trim": .oneOf(["trim-silence", "do-not-trim"]), "recordingTrack": .oneOf(["inbound", "outbound", "both"]),
        "recordingStatusCallback": .url, "recordingStatusCallbackMethod": method,
        "recordingStatusCallbackEvent": .someOf(["in-progress", "completed", "absent"]), "referUrl": .url,
        "referMethod": method,
      ], children: ["Number", "Client", "Sip", "Queue", "Conference"], text: .optional),
    "Number": Rule(
      attributes: legAttributes.merging(["sendDigits": .text, "byoc": .text]) { kept, _ in kept }, text: .required),
    "Client": Rule(attributes: legAttributes, children: ["Identity", "Parameter"], text: .optional),
    "Identity": Rule(text: .required),
    "Sip": Rule(
      attributes: legAttributes.merging(["username": .text, "password": .text]) { kept, _ in kept }, text: .required),
    "Queue": Rule(
      attributes: ["url": .url, "method": method, "reservationSid": .text, "postWorkActivitySid": .text],
      text: .required),
    "Conference": Rule(
      attributes: [
        "muted": .truth, "beep": .oneOf(["true", "false", "onEnter", "onExit"]), "startConferenceOnEnter": .truth,
        "endConferenceOnExit": .truth, "waitUrl": .text, "waitMethod": method, "maxParticipants": .number(2...250),
        "record": .oneOf(["do-not-record", "record-from-start", "true"]), "coach": .text, "participantLabel": .text,
        "statusCallback": .url, "statusCallbackEvent": .text, "statusCallbackMethod": method,
      ], text: .required),
    "Enqueue": Rule(
      attributes: [
        "action": .url, "method": method, "maxQueueSize": .number(1...5000), "waitUrl": .text, "waitUrlMethod": method,
        "workflowSid": .text,
      ], text: .optional),
    "Leave": Rule(),
    "Hangup": Rule(),
    "Reject": Rule(attributes: ["reason": .oneOf(["rejected", "busy"])]),
    "Redirect": Rule(attributes: ["method": method], text: .required),
    "Record": Rule(attributes: [
      "action": .url, "method": method, "timeout": .number(0...600), "finishOnKey": .key,
      "maxLength": .number(1...14400), "playBeep": .truth, "trim": .oneOf(["trim-silence", "do-not-trim"]),
      "recordingStatusCallback": .url, "recordingStatusCallbackMethod": method,
      "recordingStatusCallbackEvent": .someOf(["in-progress", "completed", "absent"]), "transcribe": .truth,
      "transcribeCallback": .url,
    ]),
    "Connect": Rule(attributes: ["action": .url, "method": method], children: ["Stream"]),
    "Start": Rule(children: ["Stream"]),
    "Stop": Rule(children: ["Stream"]),
    "Stream": Rule(
      attributes: [
        "url": .url, "name": .text, "track": .oneOf(["inbound_track", "outbound_track", "both_tracks"]),
        "statusCallback": .url, "statusCallbackMethod": method,
      ], children: ["Parameter"]),
    "Parameter": Rule(attributes: ["name": .text, "value": .text]),
    "Refer": Rule(attributes: ["action": .url, "method": method], children: ["Sip"]),
  ]

  private static let method = Value.oneOf(["GET", "POST"])

  private static let legAttributes: [String: Value] = [
    "url": .url, "method": method, "statusCallback": .url, "statusCallbackMethod": method,
    "statusCallbackEvent": .someOf(["initiated", "ringing", "answered", "completed"]), "machineDetection": .text,
    "amdStatusCallback": .url, "amdStatusCallbackMethod": method,
  ]
}
