/// A line of a call's exported log: what the API tells of an event, and also of the facts that it keeps inside, for whoever
/// looks into an incident. Holds nobody's words, number, key or address; people, agents and departments by reference only.
public struct CallLogLine: Equatable, Sendable {
  /// What a line says under one name.
  public enum Field: Equatable, Sendable {
    case text(String), number(Int), nothing
  }

  /// The event's name (`EventID`); `nil` for what was said, which is no event.
  public let id: EventID?
  /// `noun.past_verb`, as the API calls it where it shows it.
  public let type: String
  public let at: Timestamp
  public let data: [String: Field]

  /// A line of these parts.
  public init(id: EventID?, type: String, at: Timestamp, data: [String: Field]) {
    self.id = id
    self.type = type
    self.at = at
    self.data = data
  }

  /// What happened.
  public init(_ recorded: RecordedFact) {
    self.init(
      id: EventID(call: recorded.call, ordinal: recorded.ordinal), type: recorded.fact.logName, at: recorded.at,
      data: recorded.fact.logData)
  }

  /// That something was said, without the words.
  public init(_ utterance: Utterance) {
    self.init(
      id: nil, type: "utterance.said", at: utterance.at, data: ["speaker": .text(utterance.speaker.rawValue)])
  }
}

extension Call.Fact {
  /// The event's name, also where it stays inside.
  fileprivate var logName: String {
    if let eventName { return eventName }
    return switch self {
    case .screened: "call.screened"
    case .rang: "call.rang"
    case .dialled: "call.dialled"
    case .challenged: "challenge.asked"
    case .challengeMissed: "challenge.missed"
    case .challengePassed: "challenge.passed"
    case .streamJoined: "stream.joined"
    case .conversation(let fact): fact.logName
    case .metered: "usage.metered"
    case .waited: "answer.waited"
    case .taken: "call.taken"
    case .accepted: "call.accepted"
    case .reached: "call.reached"
    case .message: "message.changed"
    case .recording: "recording.changed"
    case .conference: "conference.rang"
    case .transferStarted: "transfer.started"
    case .transferFinished: "transfer.failed"
    // These have a public name, so that nothing comes here.
    case .started, .answered, .floor, .routed, .queued, .queueLeft, .callBackWanted, .voicemailLeft, .transcript,
      .creditsLow, .ended:
      "call.changed"
    }
  }

  /// What is said beside the name.
  fileprivate var logData: [String: CallLogLine.Field] {
    switch self {
    case .screened(let verdict): ["action": .text(verdict.action.rawValue)]
    case .streamJoined(let number): ["stream": .number(number)]
    case .conversation(let fact): fact.logData
    case .floor(let fact): ["user_id": .text(fact.user.description)]
    case .routed(let course, _):
      ["destination": .text(course.stop.name), "department_id": course.department.logField]
    case .taken(let agent): ["agent_id": .text(agent.description)]
    case .queued(let department), .callBackWanted(let department):
      ["department_id": .text(department.description)]
    case .queueLeft(let department, let exit):
      ["department_id": .text(department.description), "reason": .text(exit.rawValue)]
    case .voicemailLeft(let voicemail, let department):
      ["voicemail_id": .text(voicemail.description), "department_id": department.logField]
    case .metered(let usage): ["microdollars": .number(usage.microdollars)]
    case .creditsLow(let warning): ["percent": .number(warning.percent)]
    case .transferStarted(let transfer):
      ["reason": .text(transfer.reason.rawValue), "department_id": transfer.department.logField]
    case .transferFinished(let outcome): ["outcome": .text(outcome.rawValue)]
    case .ended(let ending): ["cause": .text(ending.cause.rawValue)]
    case .started, .rang, .dialled, .challenged, .challengeMissed, .challengePassed, .answered, .accepted, .reached,
      .conference, .recording, .message, .waited, .transcript:
      [:]
    }
  }
}

extension Conversation.Fact {
  fileprivate var logName: String {
    switch self {
    case .judged: "attempt.judged"
    case .overturned: "attempt.overturned"
    case .handedOver: "conversation.handed_over"
    case .languageSettled: "language.settled"
    case .promptsLack: "language.prompts_lack"
    case .ended: "conversation.ended"
    }
  }

  fileprivate var logData: [String: CallLogLine.Field] {
    switch self {
    case .judged(let attempt, let verdict): ["attempt": .number(attempt.number), "verdict": .text(verdict.rawValue)]
    case .overturned(let attempt): ["attempt": .number(attempt.number)]
    case .handedOver(let reason): ["reason": .text(reason.rawValue)]
    case .languageSettled(let language, _): ["language": .text(language.tag)]
    case .promptsLack(let language, let other): ["language": .text(language.tag), "instead": .text(other.tag)]
    case .ended: [:]
    }
  }
}

extension Optional where Wrapped == Department.ID {
  fileprivate var logField: CallLogLine.Field { map { .text($0.description) } ?? .nothing }
}
