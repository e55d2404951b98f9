/// A person of the company who takes calls.
public struct Agent: Equatable, Sendable, Codable {
  /// Names one agent.
  public typealias ID = Identifier<Agent>

  /// Characters of a name.
  public static let nameLength = 1...200
  /// Characters of a skill's name.
  public static let skillLength = 1...64
  /// The most agents of a tenant.
  public static let maximumAgents = 5000
  /// How many calls at once.
  public static let capacities = 1...10
  /// Shares of the work, relative to each other.
  public static let weights = 1...10
  /// The longest wrap-up, in seconds.
  public static let wrapUpSeconds = 0...900
  /// The most departments of one agent.
  public static let maximumDepartments = 20
  /// The most skills of one agent.
  public static let maximumSkills = 32

  public let id: ID
  /// Who signs in as this agent; `nil` for one who is reached by telephone only.
  public let user: User.ID?
  public let name: String
  /// The short number that reaches them.
  public let `extension`: Extension?
  /// Where they work, in the order of ids; never none.
  public let departments: [Department.ID]
  public let skills: Set<Skill>
  /// Calls that they take at once.
  public let capacity: Int
  /// Their share where work is dealt out by weight.
  public let weight: Int
  /// Time for their notes after each call, in which no other is offered.
  public let wrapUp: Duration

  /// An agent.
  /// - Throws: For no department (`departments`), too many of them or of skills, a capacity, weight or wrap-up outside
  ///   its bounds: `capacity`, `weight`, `wrap_up`.
  public init(
    id: ID, user: User.ID? = nil, name: String, extension: Extension? = nil, departments: Set<Department.ID>,
    skills: Set<Skill> = [], capacity: Int = 1, weight: Int = 1, wrapUp: Duration = .seconds(30)
  ) throws(RefusedSetting) {
    guard !departments.isEmpty else { throw RefusedSetting("departments", .missing) }
    guard departments.count <= Self.maximumDepartments else {
      throw RefusedSetting("departments", .tooMany(Self.maximumDepartments))
    }
    guard skills.count <= Self.maximumSkills else { throw RefusedSetting("skills", .tooMany(Self.maximumSkills)) }
    guard Self.capacities.contains(capacity) else { throw RefusedSetting("capacity", .outOfRange(Self.capacities)) }
    guard Self.weights.contains(weight) else { throw RefusedSetting("weight", .outOfRange(Self.weights)) }
    guard wrapUp >= .seconds(Self.wrapUpSeconds.lowerBound), wrapUp <= .seconds(Self.wrapUpSeconds.upperBound) else {
      throw RefusedSetting("wrap_up", .outOfRange(Self.wrapUpSeconds))
    }
    self.id = id
    self.user = user
    self.name = name
    self.extension = `extension`
    self.departments = departments.sorted()
    self.skills = skills
    self.capacity = capacity
    self.weight = weight
    self.wrapUp = wrapUp
  }

  /// Refuses an agent of a department that isn't there. For input; a department may be taken away later.
  public func accept(in tree: DepartmentTree) throws(RefusedSetting) {
    guard departments.allSatisfy(tree.contains) else { throw RefusedSetting("departments", .unknown) }
  }

  /// Writes the skills in order, so that equal agents have equal bytes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encodeIfPresent(user, forKey: .user)
    try container.encode(name, forKey: .name)
    try container.encodeIfPresent(`extension`, forKey: .extension)
    try container.encode(departments, forKey: .departments)
    try container.encode(skills.sorted(), forKey: .skills)
    try container.encode(capacity, forKey: .capacity)
    try container.encode(weight, forKey: .weight)
    try container.encode(wrapUp, forKey: .wrapUp)
  }
}
