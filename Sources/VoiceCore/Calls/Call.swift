/// One contact with a caller, from ring to wrap-up, across all its legs.
///
/// State changes through `evolve` only; `decide…` says what follows from a command. A call ends exactly once, whatever
/// arrives in whatever order (property 29).
public struct Call: Equatable, Sendable, Codable {
  /// Names one call.
  public typealias ID = Identifier<Call>

  /// Where the call stands. The last four are terminal.
  public enum Status: String, Sendable, Codable, CaseIterable {
    case initiated, ringing
    case inProgress = "in_progress"
    case queued, transferring, completed, failed
    case noAnswer = "no_answer"
    case rejected
  }

  /// Who called whom.
  public enum Direction: String, Sendable, Codable, CaseIterable {
    case inbound, outbound
  }

  public let id: ID
  /// The carrier's name for the leg of whoever is outside; of a call that we place, one that stands for it
  /// (`CarrierCallID.isAwaited`) until the carrier has told.
  public internal(set) var carrierID: CarrierCallID
  public let direction: Direction
  /// Who is outside: the original caller, or whom we call. Every receiver of a transfer sees this one (property 8).
  public private(set) var caller: Caller
  /// The tenant's DID: the one that was dialled, or the one that is shown to whom we call.
  public let dialled: PhoneNumber
  public let startedAt: Timestamp
  /// With whom the one whom we call is connected when they pick up; `nil` for a call that came in.
  public let connectsTo: RoutingTarget?
  /// Whom this call gives back the place in a queue for which they didn't want to hold the line; `nil` for other calls.
  public let callsBack: CallBack?
  /// How it stands to its tenant's credits; `nil` where those aren't metered, and for a call that was turned away for other reasons.
  public let credit: CallCredit?

  public internal(set) var status: Status = .initiated
  /// What screening said, once it was asked.
  public internal(set) var screening: ScreeningVerdict?
  /// The key that the caller is or was asked for, when screening challenged the call.
  public internal(set) var challenge: KeyChallenge?
  /// The dialogue with the receptionist.
  public internal(set) var conversation: Conversation
  /// When the receptionist took the call.
  public internal(set) var answeredAt: Timestamp?
  /// How many media streams have joined; a stream's end counts only while it is the latest.
  public internal(set) var streams = 0
  /// The hand-over that is wanted or done.
  public internal(set) var transfer: Transfer?
  /// Where routing sent it; `nil` while no rule of the tenant was asked.
  public internal(set) var course: CallCourse?
  /// `nil` while it is nobody.
  var met: [Participant]?
  /// What its voice AI has used; `nil` while nothing was metered.
  public internal(set) var aiUsage: AIUsage?
  /// How long the caller waited for answers; `nil` while there was none.
  public internal(set) var waits: TurnWaits?
  /// The department that is to call the caller back; `nil` where nobody wants that.
  public internal(set) var callBackFrom: Department.ID?
  /// Who speaks with the caller, and who listens; `nil` while none of the tenant's people has ever joined.
  public internal(set) var floor: Floor?
  /// What became of its transcript, told when it was over; `nil` before, and where nothing was said.
  public internal(set) var transcript: Transcript.Fact?
  /// How it ended; set once.
  public internal(set) var ending: Ending?

  /// A call that has just been announced by the carrier.
  public init(
    id: ID, carrierID: CarrierCallID, direction: Direction, caller: Caller, dialled: PhoneNumber, startedAt: Timestamp,
    language: Language, connectsTo: RoutingTarget? = nil, callsBack: CallBack? = nil, credit: CallCredit? = nil
  ) {
    self.credit = credit
    self.callsBack = callsBack
    self.id = id
    self.connectsTo = connectsTo
    self.carrierID = carrierID
    self.direction = direction
    self.caller = caller
    self.dialled = dialled
    self.startedAt = startedAt
    conversation = Conversation(language: language)
  }

  /// The department that the call is in: the one that its caller was sent or is handed to. `nil` while it is in none, and
  /// with customer service.
  public var department: Department.ID? { course?.department ?? transfer?.department }

  /// Who of ours has talked with the caller, the receptionist aside, in the order in which they came.
  public var participants: [Participant] { met ?? [] }

  /// Who rings: the caller, or the tenant's DID.
  public var origin: Caller { direction == .inbound ? caller : .number(dialled) }
  /// Who is rung: the tenant's DID, or whom we call.
  public var destination: Caller { direction == .inbound ? .number(dialled) : caller }

  /// The same of a caller who showed no number: what is left of a call when its caller is erased.
  var withheld: Call {
    var call = self
    call.caller = .withheld
    return call
  }

  /// No more can happen to it.
  public var hasEnded: Bool { ending != nil }
  /// The caller must press a key before anybody talks with them.
  public var awaitsKey: Bool { !hasEnded && challenge?.isOpen == true }
}

extension Call.Status {
  /// No other status follows.
  public var isTerminal: Bool {
    switch self {
    case .completed, .failed, .noAnswer, .rejected: true
    case .initiated, .ringing, .inProgress, .queued, .transferring: false
    }
  }
}
