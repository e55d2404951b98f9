public import VoiceCore

/// What comes to a simulated call centre: who calls when and does what, and what goes wrong. Everything else follows from
/// it, so that a world replays exactly and a failing one shrinks to few callers and few mishaps.
public struct DayPlan: Equatable, Sendable {
  /// How many tenants share the deployment, at least 1.
  public var tenants: Int
  /// People of each tenant who can be rung, each for one call at a time.
  public var agents: Int
  /// In the order in which they dial.
  public var callers: [CallerPlan]
  /// What happens to the node, by time.
  public var mishaps: [Mishap]
  /// How each tenant takes calls after the receptionist; tenants without one have numbers dialled, where `agents` answer.
  public var switchboard: SwitchboardPlan?

  /// A plan of these parts.
  public init(
    tenants: Int = 1, agents: Int = 1, callers: [CallerPlan], mishaps: [Mishap] = [],
    switchboard: SwitchboardPlan? = nil
  ) {
    self.tenants = max(tenants, 1)
    self.agents = max(agents, 0)
    self.switchboard = switchboard
    self.callers = callers
    self.mishaps = mishaps
  }
}

/// What happens to the node.
public struct Mishap: Equatable, Sendable {
  /// What it is.
  public enum Kind: Equatable, Sendable {
    /// The process dies and is there again: sessions, timers and sockets are gone, the store isn't.
    case crash
    /// The store answers nothing for so long.
    case storeAway(Duration)
  }

  /// Since the beginning of the day.
  public var at: Duration
  public var kind: Kind

  /// A mishap at that time.
  public init(at: Duration, _ kind: Kind) {
    self.at = at
    self.kind = kind
  }
}

/// One caller, from dialling to the end.
public struct CallerPlan: Equatable, Sendable {
  /// Whom they call: the number of the tenant, from 0.
  public var tenant: Int
  /// Since the caller before dialled.
  public var after: Duration
  /// Who they are: callers with the same number are the same person; `nil` withholds it.
  public var person: Int?
  /// What they do while the receptionist talks with them, in order; then they say goodbye.
  public var acts: [CallerAct]
  /// When they hang up at the latest, since they dialled.
  public var patience: Duration
  /// Who takes the call when a number is dialled; with agents of a switchboard, how long they talk.
  public var answer: AgentAnswer
  /// What goes wrong between the carrier and the node.
  public var faults: CarrierFaults

  /// A caller who does this.
  public init(
    tenant: Int = 0, after: Duration, person: Int?, acts: [CallerAct], patience: Duration, answer: AgentAnswer,
    faults: CarrierFaults = CarrierFaults()
  ) {
    self.tenant = tenant
    self.after = after
    self.person = person
    self.acts = acts
    self.patience = patience
    self.answer = answer
    self.faults = faults
  }
}

/// What a caller does, or what happens while they talk with the receptionist.
public enum CallerAct: Equatable, Sendable {
  /// Makes a request, which is served or not after so long.
  case asks(Verdict, thinking: Duration)
  /// The verdict on the last request comes once more, perhaps another one.
  case verdictAgain(Verdict)
  /// Says that the last answer didn't help.
  case complains
  /// Wants a person.
  case wantsAPerson(TransferReason)
  /// Says nothing for so long.
  case pauses(Duration)
  /// The line breaks; the carrier asks what is next, or nobody ever asks.
  case lineBreaks(asksBack: Bool)
  /// The receptionist is gone.
  case receptionistFails
}

/// How the agent's phone answers.
public struct AgentAnswer: Equatable, Sendable {
  /// When an agent is free. Without one it is busy.
  public var outcome: Transfer.Outcome
  public var ringing: Duration
  public var talk: Duration

  /// An answer of these parts.
  public init(_ outcome: Transfer.Outcome, ringing: Duration, talk: Duration) {
    self.outcome = outcome
    self.ringing = ringing
    self.talk = talk
  }
}

/// What goes wrong with one caller's webhooks.
public struct CarrierFaults: Equatable, Sendable {
  /// A webhook's fate.
  public enum Fate: Equatable, Sendable {
    case arrives
    /// Comes that much later than it is sent.
    case late(Duration)
    /// The answer is lost on its way, so it is sent again after so long and the later answer counts.
    case twice(after: Duration)
  }

  public var announcement = Fate.arrives
  public var question = Fate.arrives
  public var dialResult = Fate.arrives
  public var status = Fate.arrives
  /// The stream's token is shown a second time by somebody else.
  public var tokenShownTwice = false

  /// Nothing goes wrong.
  public init() {}
}
