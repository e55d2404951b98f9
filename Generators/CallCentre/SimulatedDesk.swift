import VoiceCore

/// An agent as the world has them: telephone, computer, the day's plan; and what the node must think of them.
struct SimulatedDesk {
  /// The telephone on the desk. What rings or speaks there is one stretch of a call, by the call's errand.
  enum Telephone: Equatable {
    case free
    case rings(call: Int, errand: Int)
    case talks(call: Int)
  }

  let plan: DeskPlan
  /// The tenant's number, from 0.
  let tenant: Int
  let agent: Agent.ID
  let department: Department.ID

  var isOnDuty = false
  /// What they say of themselves when asked.
  var wants = AgentStatus.notAvailable
  /// Counts the stretches in which the computer says that it is there; what was planned in an earlier one is nothing.
  var presence = 0
  var nextPause = 0
  var rings = 0
  /// They are about to notice that they are offered nothing.
  var isNoticing = false
  var telephone = Telephone.free
  var expected: ExpectedDesk

  var session: Session.ID { Session.ID(agent.bits) }
}

/// What happens at a desk.
enum DeskEvent {
  case comes
  case refreshes(presence: Int)
  case pauses
  case returns
  /// They see that they are offered nothing, and say again what they want.
  case notices
  case goes
  case picksUp(call: Int, errand: Int)
  case declines(call: Int, errand: Int)
}

/// What the node must think of an agent, from what it was told and what it did: property 10 once more, in plain variables.
struct ExpectedDesk {
  /// A call that rings, since when and for how long.
  struct Ring: Equatable {
    let call: Int
    let at: Timestamp
    let lasts: Duration
  }

  /// From the last refresh on, an agent is there until two are missed.
  private static let lease: Duration = .seconds(30)

  private var renewedAt: Timestamp?
  private var chosen = AgentStatus.notAvailable
  private var hasMissed = false
  private(set) var ring: Ring?
  private(set) var talk: Int?
  private var notesUntil: Timestamp?
  /// Since when they have had nothing to do.
  private(set) var idleSince: Timestamp

  init(since moment: Timestamp) { idleSince = moment }

  private func isThere(at moment: Timestamp) -> Bool { renewedAt.map { moment - $0 <= Self.lease } ?? false }

  func condition(at moment: Timestamp) -> AgentState.Condition {
    if !isThere(at: moment) || chosen == .notAvailable { return .notAvailable }
    if hasMissed { return .missed }
    if chosen == .busy { return .busy }
    if ring != nil { return .offered }
    if talk != nil { return .talking }
    return notesUntil.map { moment < $0 } ?? false ? .wrappingUp : .available
  }

  /// The computer refreshes, and they say something or nothing.
  mutating func refreshes(saying status: AgentStatus?, at moment: Timestamp) {
    if !isThere(at: moment) {
      if chosen != .notAvailable, ring != nil { (ring, hasMissed) = (nil, true) }
      chosen = .notAvailable
    }
    renewedAt = moment
    guard let status else { return }
    if status != .available, ring != nil {
      ring = nil
      idleSince = moment
    }
    if status == .available, chosen != .available || hasMissed { idleSince = moment }
    (chosen, hasMissed) = (status, false)
    if status == .available { notesUntil = nil }
  }

  mutating func isOffered(_ call: Int, at moment: Timestamp, for span: Duration) {
    ring = Ring(call: call, at: moment, lasts: span)
  }

  /// The node knows that they took the call.
  mutating func takes(_ call: Int) {
    if ring?.call == call { ring = nil }
    talk = call
  }

  /// The call needs them no more; who spoke writes notes.
  mutating func isReleased(from call: Int, at moment: Timestamp, wrapUp: Duration) {
    if ring?.call == call { ring = nil }
    guard talk == call else { return }
    talk = nil
    notesUntil = moment + wrapUp
    idleSince = moment + wrapUp
  }

  /// Their telephone has rung and wasn't picked up, as the carrier reports.
  mutating func hasRung(_ call: Int, _ outcome: Transfer.Outcome, at moment: Timestamp) {
    guard let rang = ring, rang.call == call else { return }
    ring = nil
    switch outcome {
    case .busy: idleSince = moment
    case .failed: hasMissed = true
    case .noAnswer: if moment - rang.at >= rang.lasts { hasMissed = true }
    case .answered: break
    }
  }
}
