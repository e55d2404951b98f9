/// What figures are about. Each is kept by itself, so that a question reads what it needs.
public enum AnalyticsSubject: String, Sendable, CaseIterable, Codable {
  case calls, agents, queue, ai, costs
}

/// Something that is counted or added up.
public struct AnalyticsCount: Hashable, Sendable {
  public let subject: AnalyticsSubject
  /// As it is stored; it never changes.
  let name: String

  private init(_ subject: AnalyticsSubject, _ name: String) {
    self.subject = subject
    self.name = name
  }
}

extension AnalyticsCount {
  /// Calls of this direction.
  public static func direction(_ direction: Call.Direction) -> Self { Self(.calls, "direction.\(direction.rawValue)") }
  /// Calls that came to this.
  public static func outcome(_ outcome: CallOutcome) -> Self { Self(.calls, "outcome.\(outcome.rawValue)") }
  /// Calls that the receptionist, or whoever was called, answered.
  public static let answered = Self(.calls, "answered")
  /// Calls of which screening said this.
  public static func screened(_ action: SpamAction) -> Self { Self(.calls, "screened.\(action.rawValue)") }
  /// Calls whose caller is on the allow-list.
  public static let allowListed = Self(.calls, "allow_listed")
  /// Calls that were ended because of what the caller said.
  public static let endedAsSpam = Self(.calls, "ended_as_spam")

  /// Calls that came in and wanted a person: they were handed over, rang at somebody's, or waited.
  public static let wantedPerson = Self(.agents, "wanted")
  /// Those of them whose caller talked with somebody.
  public static let metPerson = Self(.agents, "met")
  /// Those within `AnalyticsTally.serviceTarget`.
  public static let metPersonInTime = Self(.agents, "met_in_time")
  /// Those whose caller hung up before.
  public static let abandonedPerson = Self(.agents, "abandoned")

  /// Times that a caller entered a queue.
  public static let queueEntered = Self(.queue, "entered")
  /// Times that a caller came out of one so.
  public static func queueLeft(_ exit: QueueExit) -> Self { Self(.queue, "left.\(exit.rawValue)") }
  /// Times that an agent had them within `AnalyticsTally.serviceTarget`.
  public static let queueServedInTime = Self(.queue, "served_in_time")

  /// Calls that a receptionist talked in: a media stream joined.
  public static let conversations = Self(.ai, "conversations")
  /// Calls with a request that got a verdict.
  public static let asked = Self(.ai, "asked")
  /// Calls that the receptionist served to the end.
  public static let resolved = Self(.ai, "resolved")
  /// Requests with this verdict.
  public static func attempts(_ verdict: Verdict) -> Self { Self(.ai, "attempts.\(verdict.rawValue)") }
  /// Hand-overs for this reason.
  public static func handedOver(_ reason: TransferReason) -> Self { Self(.ai, "handed_over.\(reason.rawValue)") }
  /// Microseconds that callers waited in a stage of an answer.
  public static func waited(_ stage: TurnWait.Stage) -> Self { Self(.ai, "waited.\(stage.rawValue)") }

  /// Calls of which the voice AI's use is known.
  public static let metered = Self(.costs, "metered")
  /// What the voice AI used.
  public static func used(_ kind: AIUsage.Kind) -> Self { Self(.costs, "used.\(kind.rawValue)") }
}

/// Something whose values are spread: mean and percentiles are asked for.
public enum AnalyticsSpread: String, Sendable, CaseIterable {
  /// From first ring to end, in milliseconds.
  case duration
  /// From wanting a person to talking with one, in milliseconds: its mean is the average speed of answer.
  case answerSpeed = "answer_speed"
  /// Each time with a person, in milliseconds.
  case talk
  /// Waits in a queue that an agent ended, in milliseconds.
  case waitServed = "wait_served"
  /// Waits in a queue that the caller gave up, in milliseconds.
  case waitAbandoned = "wait_abandoned"
  /// From the end of a caller's words to the first sound of the answer, in milliseconds.
  case latency
  /// A metered call's cost, in millionths of a US dollar.
  case cost

  /// What it is about.
  public var subject: AnalyticsSubject {
    switch self {
    case .duration: .calls
    case .answerSpeed, .talk: .agents
    case .waitServed, .waitAbandoned: .queue
    case .latency: .ai
    case .cost: .costs
    }
  }
}
