import VoiceCore

/// One call as the carrier and the world see it. What the node knows of it is in the store.
struct SimulatedCall {
  /// Where the caller's leg is.
  enum Leg: Equatable {
    /// Announced, and not yet answered.
    case announced
    /// Its audio is on a stream to the node.
    case streaming
    /// Between two answers of the node.
    case asking
    /// A telephone rings, or they talk.
    case dialling, talking
    /// Telephones on desks ring.
    case ringing
    /// Waits for an agent.
    case waiting
    /// Speaks a message.
    case recording
    case over
  }

  let plan: CallerPlan
  let tenant: Tenant.ID
  let carrierID: CarrierCallID
  let caller: Caller
  let dialled: PhoneNumber

  var leg = Leg.announced { didSet { errand += 1 } }
  /// Counts what the leg does, so that what was planned for an earlier one is nothing.
  private(set) var errand = 0
  /// The stop of the call that the carrier is at.
  var turn = 0
  /// The desks that ring, or the one that talks.
  var desks: [Int] = []
  /// How often who waits has asked.
  var laps = 0
  /// The stop about which who waits asked in the event just past.
  var asked: Int?
  /// What the event just past reported of telephones that rang.
  var reported: Transfer.Outcome?
  /// The node's name for it.
  var place: CallPlace?
  /// The session that carries it on the node; a number that is never used again.
  var session: Int?
  /// Since when it talks with an agent.
  var talksSince: Timestamp?
  /// How many streams joined.
  var streams = 0
  var nextAct = 0
  /// The highest number of a request.
  var attempts = 0
  var verdicts = VerdictLedger()
  /// Its end is stored, and nothing is wanted for it any more.
  var isSettled = false
  /// How many facts were told of it.
  var facts = 0
  /// As the store had it after the last event.
  var lastSeen: Call?
}

/// What the world told the node about a caller's requests, counted apart from the node's own count (property 6).
struct VerdictLedger {
  private(set) var failures = 0
  private var judged: Set<Int> = []
  private var last: Verdict?
  /// Why a person takes over, once that is so.
  private(set) var handedOver: TransferReason?

  /// A verdict is told; what must follow.
  mutating func judge(_ attempt: Int, _ verdict: Verdict) -> TransferReason? {
    guard handedOver == nil, judged.insert(attempt).inserted else { return nil }
    last = verdict
    return verdict == .failed ? fail() : nil
  }

  /// The caller says that the last answer didn't help; what must follow.
  mutating func complain() -> TransferReason? {
    guard handedOver == nil, last == .served else { return nil }
    last = .failed
    return fail()
  }

  /// A person is wanted; what must follow.
  mutating func want(_ reason: TransferReason) -> TransferReason? {
    guard handedOver == nil else { return nil }
    handedOver = reason
    return reason
  }

  private mutating func fail() -> TransferReason? {
    failures += 1
    guard failures == 3 else { return nil }
    handedOver = .attemptsExhausted
    return .attemptsExhausted
  }
}
