import PropertyTesting
public import VoiceCore

/// A law, as far as it can be asked of one call's log: a fold of its events. The properties ask it of the logs of generated
/// calls, `voicecore-verify shrink` of the log of a real one.
///
/// A failure's message holds nothing that a smaller log would say otherwise, such as moments: it is how a smaller log is known to
/// break the law in the same way.
public struct IncidentLaw: Sendable {
  /// The property's.
  public let number: Int
  /// The property's.
  public let title: String
  /// What the law asks of a log.
  public let question: String
  /// The law's name in this type, for who writes a test.
  public let name: String
  /// - Throws: `RequirementFailure` for a log that breaks the law.
  public let check: @Sendable ([CallLogEntry]) throws -> Void

  /// All that exist, by number.
  public static let all: [IncidentLaw] = [
    .aiTransferLogic, .callActivityLogging, .oneEndPerCall, .utterancesInOrder, .takeover,
  ]
}

extension IncidentLaw {
  /// specs/P06-ai-transfer-logic.md
  public static let aiTransferLogic = IncidentLaw(
    number: 6, title: "AI Transfer Logic",
    question: "each transfer follows what it must: exhausted attempts exactly the third failed one, once",
    name: "aiTransferLogic"
  ) { log in try TransferModel.check(log) }

  /// specs/P11-call-activity-logging.md
  public static let callActivityLogging = IncidentLaw(
    number: 11, title: "Call Activity Logging",
    question: "the call was answered once at most, and not after its end: its record tells no time below nothing",
    name: "callActivityLogging"
  ) { log in
    var answered: Int?
    for entry in log {
      switch entry.event {
      case .answered:
        try require(answered == nil, "a call is answered once")
        answered = entry.milliseconds
      case .ended:
        try require(entry.milliseconds >= 0, "a call ends no earlier than it began")
        try require(entry.milliseconds >= answered ?? 0, "a call ends no earlier than it was answered")
      default: break
      }
    }
  }

  /// specs/P29-one-end-per-call.md
  public static let oneEndPerCall = IncidentLaw(
    number: 29, title: "One end per call",
    question: "the call ends once at most, and nobody is answered, judged or handed over after it",
    name: "oneEndPerCall"
  ) { log in
    var hasEnded = false
    for entry in log {
      switch entry.event {
      case .ended:
        try require(!hasEnded, "a call ends once")
        hasEnded = true
      case .answered, .streamJoined, .judged, .overturned, .handedOver, .transferStarted, .takenOver:
        try require(!hasEnded, "what has ended stays as it ended")
      case .joined, .handedBack, .left, .said, .other: break
      }
    }
  }

  /// specs/P30-utterances-in-order.md
  public static let utterancesInOrder = IncidentLaw(
    number: 30, title: "Utterances in order", question: "what was said stands in the order in which it was said",
    name: "utterancesInOrder"
  ) { log in
    var last: Int?
    for entry in log {
      guard case .said = entry.event else { continue }
      if let last { try require(entry.milliseconds >= last, "no utterance stands behind a later one") }
      last = entry.milliseconds
    }
  }

  /// specs/P31-barge-in-and-takeover.md
  public static let takeover = IncidentLaw(
    number: 31, title: "Barge-in and takeover",
    question: "who takes over is joined and isn't too late, and the receptionist decides nothing meanwhile",
    name: "takeover"
  ) { log in
    var floor = LoggedFloor()
    for entry in log { try floor.take(entry.event) }
  }
}
