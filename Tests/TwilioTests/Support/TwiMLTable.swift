/// The verbs of TwiML that exist, their attributes and what may stand inside. Source: Twilio, "TwiML for Programmable Voice".
enum TwiMLTable {
  private static let attributes: [String: Set<String>] = [
    "Response": [], "Say": ["voice", "language", "loop"], "Play": ["loop", "digits"], "Pause": ["length"],
    "Gather": [
      "input", "action", "method", "timeout", "numDigits", "finishOnKey", "speechTimeout", "maxSpeechTime", "language",
      "hints", "speechModel", "enhanced", "profanityFilter", "bargeIn", "actionOnEmptyResult", "partialResultCallback",
      "partialResultCallbackMethod",
    ],
    "Dial": [
      "action", "method", "timeout", "timeLimit", "callerId", "answerOnBridge", "record", "trim", "recordingTrack",
      "recordingStatusCallback", "recordingStatusCallbackMethod", "recordingStatusCallbackEvent", "hangupOnStar",
      "ringTone", "sequential", "referUrl", "referMethod",
    ],
    "Number": [
      "url", "method", "sendDigits", "statusCallback", "statusCallbackEvent", "statusCallbackMethod", "byoc",
    ],
    "Client": ["url", "method", "statusCallback", "statusCallbackEvent", "statusCallbackMethod"],
    "Sip": ["username", "password", "url", "method", "statusCallback", "statusCallbackEvent", "statusCallbackMethod"],
    "Queue": ["url", "method", "reservationSid", "postWorkActivitySid"], "Identity": [],
    "Conference": [
      "muted", "beep", "startConferenceOnEnter", "endConferenceOnExit", "waitUrl", "waitMethod", "maxParticipants",
      "record", "coach", "participantLabel", "statusCallback", "statusCallbackEvent", "statusCallbackMethod",
    ],
    "Enqueue": ["action", "method", "maxQueueSize", "waitUrl", "waitUrlMethod", "workflowSid"], "Leave": [],
    "Record": [
      "action", "method", "timeout", "finishOnKey", "maxLength", "playBeep", "trim", "recordingStatusCallback",
      "recordingStatusCallbackMethod", "recordingStatusCallbackEvent", "transcribe", "transcribeCallback",
    ],
    "Redirect": ["method"], "Reject": ["reason"], "Hangup": [], "Connect": ["action", "method"], "Start": [],
    "Stop": [], "Stream": ["url", "name", "track", "statusCallback", "statusCallbackMethod"],
    "Parameter": ["name", "value"], "Refer": ["action", "method"],
  ]

  private static let inside: [String: Set<String>] = [
    "Response": [
      "Say", "Play", "Pause", "Gather", "Dial", "Enqueue", "Leave", "Record", "Redirect", "Reject", "Hangup", "Connect",
      "Start", "Stop", "Refer",
    ],
    "Gather": ["Say", "Play", "Pause"], "Dial": ["Number", "Client", "Sip", "Queue", "Conference"],
    "Client": ["Identity", "Parameter"], "Connect": ["Stream"], "Start": ["Stream"], "Stop": ["Stream"],
    "Stream": ["Parameter"], "Refer": ["Sip"],
  ]

  /// What of a document doesn't exist; empty for a good one.
  static func faults(of tree: XMLTree) -> [String] {
    guard let known = attributes[tree.name] else { return ["there is no <\(tree.name)>"] }
    let stray = tree.attributes.keys.filter { !known.contains($0) }.sorted().map { "<\(tree.name)> has no \($0)" }
    let misplaced = tree.children.filter { !(inside[tree.name] ?? []).contains($0.name) }.map {
      "<\($0.name)> can't stand in <\(tree.name)>"
    }
    let unreachable = tree.children.dropLast().filter { ["Redirect", "Reject", "Hangup", "Leave"].contains($0.name) }
      .map { "nothing runs after <\($0.name)>" }
    return stray + misplaced + unreachable + tree.children.flatMap(faults)
  }
}
