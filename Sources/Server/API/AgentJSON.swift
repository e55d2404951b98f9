internal import VoiceCore

/// An agent as the API shows them. Durations are seconds.
struct AgentJSON: Encodable {
  let seen: SeenAgent
  let moment: Timestamp

  private enum CodingKeys: String, CodingKey {
    case id, name, `extension`, departments, skills, capacity, weight, status
    case user = "user_id"
    case wrapUp = "wrap_up"
  }

  func encode(to encoder: any Encoder) throws {
    let agent = seen.agent
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(agent.id.description, forKey: .id)
    try container.encode(agent.user?.description, forKey: .user)
    try container.encode(agent.name, forKey: .name)
    try container.encode(agent.extension?.digits, forKey: .extension)
    try container.encode(agent.departments.map(\.description), forKey: .departments)
    try container.encode(agent.skills.sorted().map(\.name), forKey: .skills)
    try container.encode(agent.capacity, forKey: .capacity)
    try container.encode(agent.weight, forKey: .weight)
    try container.encode(agent.wrapUp.components.seconds, forKey: .wrapUp)
    try container.encode(seen.status(at: moment).rawValue, forKey: .status)
  }
}

/// What an agent is doing, and until when they count as there.
struct AgentStatusJSON: Encodable {
  let seen: SeenAgent
  let moment: Timestamp

  private enum CodingKeys: String, CodingKey {
    case status, condition, sessions
    case agent = "agent_id"
    case presentUntil = "present_until"
    case refreshInterval = "refresh_interval"
  }

  func encode(to encoder: any Encoder) throws {
    let rules = PresenceRules.standard
    let end = seen.state?.sessions.lasts(by: rules).flatMap { $0 < moment ? nil : $0 }
    let sessions = seen.state?.sessions.open.count { rules.lasts($0.refreshedAt) >= moment } ?? 0
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seen.agent.id.description, forKey: .agent)
    try container.encode(seen.status(at: moment).rawValue, forKey: .status)
    try container.encode(seen.condition(at: moment).rawValue, forKey: .condition)
    try container.encode(sessions, forKey: .sessions)
    try container.encode(end?.description, forKey: .presentUntil)
    try container.encode(rules.interval.components.seconds, forKey: .refreshInterval)
  }
}

/// An agent's figures of a window.
struct AgentMetricsJSON: Encodable {
  let agent: Agent.ID
  let metrics: AgentMetrics

  private enum CodingKeys: String, CodingKey {
    case from, to, offered, handled, missed, refused, occupancy
    case agent = "agent_id"
    case averageHandleTime = "average_handle_time_seconds"
    case occupied = "occupied_seconds"
    case idle = "idle_seconds"
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(agent.description, forKey: .agent)
    try container.encode(metrics.window.lowerBound.description, forKey: .from)
    try container.encode(metrics.window.upperBound.description, forKey: .to)
    try container.encode(metrics.offered, forKey: .offered)
    try container.encode(metrics.handled, forKey: .handled)
    try container.encode(metrics.missed, forKey: .missed)
    try container.encode(metrics.refused, forKey: .refused)
    try container.encode(metrics.averageHandleTime.map(Self.seconds), forKey: .averageHandleTime)
    try container.encode(metrics.occupancy, forKey: .occupancy)
    try container.encode(Self.seconds(metrics.occupied), forKey: .occupied)
    try container.encode(Self.seconds(metrics.idle), forKey: .idle)
  }

  static func seconds(_ duration: Duration) -> Double { Double(duration.wholeMilliseconds) / 1000 }
}

/// The body that makes or changes an agent: what isn't there stays, or has its standard; `null` clears.
struct AgentBody: Decodable {
  let name: String?
  let departments: [String]?
  private let user: String??
  private let `extension`: String??
  private let skills: [String]?
  private let capacity: Int?
  private let weight: Int?
  private let wrapUp: Int?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(
      decoder,
      allowed: ["name", "user_id", "extension", "departments", "skills", "capacity", "weight", "wrap_up"])
    name = try fields.textIfThere("name")
    departments = try fields.textsIfThere("departments")
    user = try fields.textChange("user_id")
    `extension` = try fields.textChange("extension")
    skills = try fields.textsIfThere("skills")
    capacity = try fields.integerIfThere("capacity")
    weight = try fields.integerIfThere("weight")
    wrapUp = try fields.integerIfThere("wrap_up")
  }

  /// What is to be different.
  func change() throws(APIFault) -> AgentChange {
    var change = AgentChange.Fields()
    change.name = name
    if let user {
      if let user {
        change.user = .some(try APIFault.id(user, of: User.self, in: "user_id"))
      } else {
        change.user = .some(nil)
      }
    }
    if let `extension` {
      if let digits = `extension` {
        change.extension = .some(try APIFault.extension(digits))
      } else {
        change.extension = .some(nil)
      }
    }
    if let departments {
      var ids: Set<Department.ID> = []
      for text in departments { ids.insert(try APIFault.id(text, of: Department.self, in: "departments")) }
      change.departments = ids
    }
    change.skills = skills.map { Set($0.map { Skill($0) }) }
    change.capacity = capacity
    change.weight = weight
    change.wrapUpSeconds = wrapUp
    return AgentChange(change)
  }
}

/// The body that says what an agent does, and which of their sessions is alive.
struct AgentStatusBody: Decodable {
  private let status: String?
  private let session: String?

  init(from decoder: any Decoder) throws {
    let fields = try StrictFields(decoder, allowed: ["status", "session"])
    status = try fields.textIfThere("status")
    session = try fields.textIfThere("session")
  }

  func wish() throws(APIFault) -> SetAgentStatus.Wish {
    var chosen: AgentStatus?
    if let status {
      chosen = AgentStatus(rawValue: status)
      guard chosen != nil else {
        throw .field("status", "One of \(AgentStatus.allCases.map(\.rawValue).joined(separator: ", ")).")
      }
    }
    guard let session else {
      guard chosen != nil else { throw StrictFields.Fault.missing("status") }
      return SetAgentStatus.Wish(chosen)
    }
    return SetAgentStatus.Wish(chosen, in: try APIFault.id(session, of: Session.self, in: "session"))
  }
}
