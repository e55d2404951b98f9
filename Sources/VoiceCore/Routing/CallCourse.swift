/// Where a call stands beside its receptionist: the last stop that routing chose, and how often it was sent on by now.
public struct CallCourse: Equatable, Sendable, Codable {
  /// A stop of a call: each is something that the caller hears.
  public enum Stop: Equatable, Sendable, Codable {
    /// The receptionist speaks with the caller.
    case receptionist
    /// Agents ring.
    case ringing(Ring)
    /// A telephone that is no agent's rings: one outside, or a department's own.
    case number(PhoneNumber)
    /// The caller talks with two people at once, or is about to.
    case conference(Conference)
    /// The caller waits for a department.
    case waiting(Department.ID)
    /// The caller leaves a message; for the company when `nil`.
    case voicemail(Department.ID?)
    /// Words of farewell, then the end.
    case farewell
    /// The caller has talked with whoever answered, or left their message: nothing is left to do.
    case done
  }

  /// Agents who ring, round by round.
  public struct Ring: Equatable, Sendable, Codable {
    public let plan: RingPlan
    /// Which of the plan's rounds rings.
    public let round: Int
    /// Who of that round is reserved for the call; who wasn't free any more isn't.
    public let agents: [Agent.ID]
    /// Whom they ring for: it says where the call goes when nobody answers.
    public let target: RoutingTarget
    /// The caller stands in the department's queue meanwhile, and returns to their place when nobody answers.
    public let isFromQueue: Bool
    /// Who took the call; `nil` while it rings.
    public internal(set) var answeredBy: Agent.ID?
  }

  /// A warm transfer that is under way.
  public struct Asking: Equatable, Sendable, Codable {
    /// Where the caller goes back to when nobody takes them; the rules say it when `nil`.
    public let back: Back?
    /// Somebody who is no agent has taken them.
    public internal(set) var isAccepted = false

    init(back: Back?) { self.back = back }
  }

  /// Where a caller stood before a warm transfer.
  public enum Back: Equatable, Sendable, Codable {
    /// In a department's queue; the rank is the one of the entry (property 18).
    case queue(Department.ID, WaitingCaller)
    /// With this agent.
    case agent(Agent.ID)
  }

  public let stop: Stop
  /// The department whose call it is; `nil` while it is in none.
  public let department: Department.ID?
  /// How far the call has been sent on in all; `RoutingPlan.maximumHops` at most.
  public let hops: Int
  /// Counts the stops from 1: what is told about an earlier one changes nothing.
  public let turn: Int
  /// Whoever is rung is asked first; `nil` where nobody is.
  public internal(set) var asking: Asking?
  /// The line of whoever picked up here and has the caller, as far as the carrier has told.
  public internal(set) var leg: CarrierCallID?

  /// A first stop of a call that is in this department.
  init(_ stop: Stop, department: Department.ID?, hops: Int, turn: Int, asking: Asking? = nil) {
    self.asking = asking
    self.stop = stop
    self.department = department
    self.hops = hops
    self.turn = turn
  }

  /// The next stop, as far along the rules. Who was to be asked before is asked there, too.
  func next(_ stop: Stop) -> CallCourse {
    CallCourse(
      stop, department: stop.department ?? department, hops: hops, turn: turn + 1,
      asking: asking.map { Asking(back: $0.back) })
  }

  /// The same stop, where an agent took the call.
  func taken(by agent: Agent.ID) -> CallCourse {
    guard case .ringing(var ring) = stop else { return self }
    ring.answeredBy = agent
    return with(.ringing(ring))
  }

  /// The same stop as far as what is told about it goes, where something has changed.
  private func with(_ stop: Stop) -> CallCourse {
    var course = CallCourse(stop, department: department, hops: hops, turn: turn, asking: asking)
    course.leg = leg
    return course
  }

  /// The same conference after this.
  func after(_ fact: Conference.Fact) -> CallCourse {
    guard case .conference(var conference) = stop else { return self }
    conference.evolve(fact)
    return with(.conference(conference))
  }

  /// Somebody who is no agent has taken the caller.
  var accepted: CallCourse {
    var course = self
    course.asking?.isAccepted = true
    return course
  }

  /// What a report of the carrier's means here: who picked up and was asked may have declined.
  func outcome(_ told: Transfer.Outcome) -> Transfer.Outcome {
    guard let asking, told == .answered, !asking.isAccepted, ring?.answeredBy == nil else { return told }
    return .noAnswer
  }

  /// The agents who ring, or who spoke; none at other stops.
  public var ring: Ring? { if case .ringing(let ring) = stop { ring } else { nil } }

  /// The talk of three, at that stop.
  public var conference: Conference? { if case .conference(let conference) = stop { conference } else { nil } }

  /// The same stop with nothing left to do.
  var finished: CallCourse { CallCourse(.done, department: department, hops: hops, turn: turn) }
}

extension CallCourse.Stop {
  /// The department that the stop itself names.
  var department: Department.ID? {
    switch self {
    case .waiting(let id): id
    case .voicemail(let id): id
    case .ringing(let ring):
      if case .department(let id) = ring.target { id } else { nil }
    case .receptionist, .number, .conference, .farewell, .done: nil
    }
  }

  /// Its public name in events.
  public var name: String {
    switch self {
    case .receptionist: "receptionist"
    case .ringing: "agents"
    case .number: "number"
    case .conference: "conference"
    case .waiting: "queue"
    case .voicemail: "voicemail"
    case .farewell: "farewell"
    case .done: "done"
    }
  }
}

extension RoutingDecision {
  /// Whom the walk lets ring, for the wish that follows when nobody answers; `nil` when nobody rings.
  var rung: RoutingTarget? {
    for reason in reasons.reversed() {
      switch reason {
      case .agentAvailable(let agent): return .agent(agent)
      case .agentsAvailable(let department, _), .nobodyAvailable(let department): return .department(department)
      default: continue
      }
    }
    return nil
  }

  /// The departments whose queue or turns the walk asked about.
  var consulted: Set<Department.ID> {
    var found: Set<Department.ID> = []
    for reason in reasons {
      switch reason {
      case .agentsAvailable(let department, _), .nobodyAvailable(let department), .waiting(let department),
        .queueRefused(let department, _):
        found.insert(department)
      default: continue
      }
    }
    return found
  }

  /// The last department that the walk came through.
  var department: Department.ID? {
    for reason in reasons.reversed() {
      switch reason {
      case .hours(let department?, _): return department
      case .sent(.voicemail(let department?)): return department
      default: continue
      }
    }
    return nil
  }
}
