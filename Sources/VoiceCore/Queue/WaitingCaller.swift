/// A caller who waits for an agent. The rank is fixed at entry; a skill is a filter, not a rank.
public struct WaitingCaller: Equatable, Sendable, Codable {
  /// The most skills that a caller may need.
  public static let maximumSkills = 8

  public let call: Call.ID
  public let arrival: Timestamp
  public let tier: CallerTier
  /// What the agent must be able to do; empty for anybody.
  public let skills: Set<Skill>
  /// By how much the tier shortened the apparent wait when the caller entered.
  public let bonus: Duration
  /// Where to call back, for one who hung up and keeps the place; `nil` while on the line.
  public internal(set) var callBack: PhoneNumber?

  /// A caller who came at that moment.
  /// - Parameter bonus: What the tier is worth to this tenant; the default when `nil`, never below zero.
  public init(
    call: Call.ID, arrival: Timestamp, tier: CallerTier = .standard, skills: Set<Skill> = [], bonus: Duration? = nil,
    callBack: PhoneNumber? = nil
  ) {
    self.call = call
    self.arrival = arrival
    self.tier = tier
    self.skills = skills
    self.bonus = max(bonus ?? tier.bonus, .zero)
    self.callBack = callBack
  }

  /// Where the caller stands.
  public var rank: QueueRank { QueueRank(arrival: arrival, bonus: bonus, call: call) }

  /// Whether this caller is served before the other.
  public func isServed(before other: WaitingCaller) -> Bool { rank < other.rank }

  /// Whether the wait has lasted longer than it may. A call-back waits as long as it takes.
  public func isOverdue(at moment: Timestamp, by limits: QueueLimits = .standard) -> Bool {
    callBack == nil && moment - arrival > limits.longestWait
  }
}

extension WaitingCaller {
  private enum CodingKeys: String, CodingKey { case call, arrival, tier, skills, bonus, callBack }

  /// Reads a caller; the tier's default bonus where none is said.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      call: try container.decode(Call.ID.self, forKey: .call),
      arrival: try container.decode(Timestamp.self, forKey: .arrival),
      tier: try container.decode(CallerTier.self, forKey: .tier),
      skills: try container.decode(Set<Skill>.self, forKey: .skills),
      bonus: try container.decodeIfPresent(Int64.self, forKey: .bonus).map { .microseconds($0) },
      callBack: try container.decodeIfPresent(PhoneNumber.self, forKey: .callBack))
  }

  /// Writes the skills in order, so that equal callers have equal bytes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(call, forKey: .call)
    try container.encode(arrival, forKey: .arrival)
    try container.encode(tier, forKey: .tier)
    try container.encode(skills.sorted(), forKey: .skills)
    if bonus != tier.bonus { try container.encode(bonus.wholeMicroseconds, forKey: .bonus) }
    try container.encodeIfPresent(callBack, forKey: .callBack)
  }
}
