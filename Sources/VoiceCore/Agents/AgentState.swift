/// What an agent is doing: what they say of themselves, whether they are there, what rings and whom they speak with.
///
/// Facts change it, `evolve` alone; a refresh renews a lease and is no fact. Moments come as arguments, and what comes
/// late or twice changes nothing.
public struct AgentState: Equatable, Sendable, Codable {
  /// A call that rings at the agent.
  public struct Offer: Equatable, Sendable, Codable {
    public let call: Call.ID
    /// From then on it counts as missed.
    public let until: Timestamp

    /// A call that rings until then.
    public init(call: Call.ID, until: Timestamp) {
      self.call = call
      self.until = until
    }
  }

  /// What happened.
  public enum Fact: Equatable, Sendable, Codable {
    case statusChosen(AgentStatus, at: Timestamp)
    /// Nobody refreshed any more.
    case lapsed(at: Timestamp)
    case offered(Offer, at: Timestamp)
    case answered(Call.ID, at: Timestamp)
    /// It rang to the end. The agent is offered nothing more until they choose a status.
    case missed(Call.ID, at: Timestamp)
    /// They declined it.
    case refused(Call.ID, at: Timestamp)
    /// The caller was gone, or somebody else was quicker.
    case withdrawn(Call.ID, at: Timestamp)
    /// The conversation is over; notes are written until then.
    case finished(Call.ID, at: Timestamp, wrapUpUntil: Timestamp)

    /// When it happened.
    public var at: Timestamp {
      switch self {
      case .statusChosen(_, let at), .lapsed(let at), .offered(_, let at), .answered(_, let at), .missed(_, let at),
        .refused(_, let at), .withdrawn(_, let at), .finished(_, let at, _):
        at
      }
    }
  }

  public let agent: Agent.ID
  /// What they say of themselves; nobody begins available.
  public private(set) var chosen = AgentStatus.notAvailable
  public private(set) var sessions = DeskSessions()
  public private(set) var offer: Offer?
  /// Whom they speak with, in the order of answering.
  public private(set) var calls: [Call.ID] = []
  /// Notes are written until then.
  public private(set) var wrapUpUntil: Timestamp?
  /// When they missed a call, if they have chosen no status since.
  public private(set) var missedAt: Timestamp?
  /// Since when they have had nothing to do, as far as assignment counts it.
  public private(set) var idleSince: Timestamp

  /// An agent who isn't there.
  public init(agent: Agent.ID, since moment: Timestamp) {
    self.agent = agent
    idleSince = moment
  }

  /// Opens a session; `false` when the agent has three that live. Who comes back after a lapse is available only once they
  /// say so, whether or not somebody noticed the lapse.
  public mutating func open(_ session: Session.ID, at moment: Timestamp, by rules: PresenceRules = .standard) -> Bool {
    if !sessions.isAnybodyThere(at: moment, by: rules) { chosen = .notAvailable }
    return sessions.open(session, at: moment, by: rules)
  }

  /// Renews a session's lease; `false` when it has lapsed or was never open.
  public mutating func refresh(
    _ session: Session.ID, at moment: Timestamp, by rules: PresenceRules = .standard
  ) -> Bool { sessions.refresh(session, at: moment, by: rules) }

  /// Ends a session.
  public mutating func close(_ session: Session.ID) { sessions.close(session) }

  /// The only way the rest changes.
  public mutating func evolve(_ fact: Fact) {
    switch fact {
    case .statusChosen(let status, let at):
      if status == .available, chosen != .available || missedAt != nil { idleSince = at }
      chosen = status
      missedAt = nil
      if status == .available { wrapUpUntil = nil }
    case .lapsed: chosen = .notAvailable
    case .offered(let offer, _): self.offer = offer
    case .answered(let call, _):
      offer = nil
      calls.append(call)
    case .missed(_, let at):
      offer = nil
      missedAt = at
    case .refused(_, let at):
      offer = nil
      idleSince = at
    case .withdrawn: offer = nil
    case .finished(let call, _, let until):
      calls.removeAll { $0 == call }
      wrapUpUntil = until
      idleSince = until
    }
  }

  /// Applies facts in order.
  public mutating func evolve(_ facts: [Fact]) { for fact in facts { evolve(fact) } }
}
