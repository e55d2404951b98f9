internal import VoiceCore

/// A fact of a call as the API shows it.
struct CallEventJSON: Encodable, Sendable {
  let id: String
  let type: String
  let at: String
  let data: Payload

  /// What the event says beyond its type.
  enum Payload: Encodable, Sendable {
    case nothing
    case spam(SpamJSON)
    case text(String, String)
    case texts([String: String?])
    case route(RouteJSON)
    case credits(CreditWarningJSON)

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .nothing: _ = encoder.container(keyedBy: StrictFields.Name.self)
      case .spam(let spam): try spam.encode(to: encoder)
      case .route(let route): try route.encode(to: encoder)
      case .credits(let credits): try credits.encode(to: encoder)
      case .texts(let texts):
        var container = encoder.container(keyedBy: StrictFields.Name.self)
        for (name, text) in texts.sorted(by: { $0.key < $1.key }) {
          try container.encode(text, forKey: StrictFields.Name(stringValue: name))
        }
      case .text(let name, let text):
        var container = encoder.container(keyedBy: StrictFields.Name.self)
        try container.encode(text, forKey: StrictFields.Name(stringValue: name))
      }
    }
  }

  /// `nil` for facts that stay inside.
  init?(_ recorded: RecordedFact) {
    guard let type = recorded.fact.eventName else { return nil }
    id = "\(recorded.call).\(recorded.ordinal)"
    self.type = type
    at = recorded.at.description
    data =
      switch recorded.fact {
      case .screened(let verdict): .spam(SpamJSON(verdict))
      case .routed(let course, let reasons): .route(RouteJSON(course, reasons))
      case .queueLeft(let department, let exit):
        .texts(["department_id": department.description, "reason": exit.rawValue])
      case .voicemailLeft(let voicemail, let department):
        .texts(["voicemail_id": voicemail.description, "department_id": department?.description])
      // Only that it is ready is an event.
      case .recording: .text("recording_id", Recording.ID(of: recorded.call).description)
      case .callBackWanted(let department), .queued(let department): .text("department_id", department.description)
      case .transferFinished(let outcome): .text("outcome", outcome.rawValue)
      case .floor(let fact): .text("user_id", fact.user.description)
      case .conference(.joined(let seat)): .texts(Self.person(seat.person))
      case .ended(let ending): .text("cause", ending.cause.rawValue)
      case .creditsLow(let warning): .credits(CreditWarningJSON(warning: warning))
      case .transcript(.unavailable(let reason)): .text("reason", reason.rawValue)
      case .started, .rang, .dialled, .challenged, .challengeMissed, .challengePassed, .answered, .streamJoined,
        .conversation, .transferStarted, .metered, .waited, .taken, .accepted, .reached, .conference, .message,
        .transcript:
        .nothing
      }
  }

  /// An agent by reference; of who is none only that.
  private static func person(_ person: Participant) -> [String: String?] {
    switch person {
    case .agent(let id): ["agent_id": id.description]
    case .number: ["agent_id": nil]
    }
  }
}
