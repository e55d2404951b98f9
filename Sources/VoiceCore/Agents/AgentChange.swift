/// What is to be different about an agent; what isn't said stays.
public struct AgentChange: Sendable {
  /// Fields that can be cleared hold `nil` for that, and nothing where they stay.
  public struct Fields: Sendable {
    public var user: User.ID??
    public var name: String?
    public var `extension`: Extension??
    public var departments: Set<Department.ID>?
    public var skills: Set<Skill>?
    public var capacity: Int?
    public var weight: Int?
    public var wrapUpSeconds: Int?

    /// Nothing changes.
    public init() {}
  }

  let fields: Fields
  private let left: Department.ID?

  /// These changes.
  public init(_ fields: Fields) {
    self.fields = fields
    left = nil
  }

  private init(leaving department: Department.ID) {
    fields = Fields()
    left = department
  }

  /// The agent works there no more.
  static func leaving(_ department: Department.ID) -> AgentChange { AgentChange(leaving: department) }

  /// Nobody signs in as the agent any more.
  static var withoutUser: AgentChange {
    var fields = Fields()
    fields.user = .some(nil)
    return AgentChange(fields)
  }

  /// The agent as they will be.
  func applied(to agent: Agent) throws(RefusedSetting) -> Agent {
    try made(
      agent.id, user: agent.user, name: agent.name, extension: agent.extension, departments: Set(agent.departments),
      skills: agent.skills, capacity: agent.capacity, weight: agent.weight,
      wrapUpSeconds: Int(agent.wrapUp.components.seconds))
  }

  /// A new agent.
  func made(_ id: Agent.ID) throws(RefusedSetting) -> Agent {
    guard fields.name != nil else { throw RefusedSetting("name", .missing) }
    return try made(
      id, user: nil, name: "", extension: nil, departments: [], skills: [], capacity: 1, weight: 1, wrapUpSeconds: 30)
  }

  private func made(
    _ id: Agent.ID, user: User.ID?, name: String, extension: Extension?, departments: Set<Department.ID>,
    skills: Set<Skill>, capacity: Int, weight: Int, wrapUpSeconds: Int
  ) throws(RefusedSetting) -> Agent {
    let name = fields.name ?? name
    guard NameRule.accepts(name, of: Agent.nameLength) else {
      throw RefusedSetting("name", .outOfRange(Agent.nameLength))
    }
    let skills = fields.skills ?? skills
    guard skills.allSatisfy({ NameRule.accepts($0.name, of: Agent.skillLength) }) else {
      throw RefusedSetting("skills", .malformed)
    }
    return try Agent(
      id: id, user: fields.user ?? user, name: name, extension: fields.extension ?? `extension`,
      departments: (fields.departments ?? departments).subtracting(left.map { [$0] } ?? []), skills: skills,
      capacity: fields.capacity ?? capacity, weight: fields.weight ?? weight,
      wrapUp: .seconds(fields.wrapUpSeconds ?? wrapUpSeconds))
  }
}
