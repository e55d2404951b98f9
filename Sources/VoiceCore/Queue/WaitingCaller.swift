/// A caller who waits for an agent. The rank is fixed at entry; a skill is a filter, not a rank.
public struct WaitingCaller: Equatable, Sendable, Codable {
  public let call: Call.ID
  public let arrival: Timestamp
  public let tier: CallerTier
  /// What the agent must be able to do; empty for anybody.
  public let skills: Set<Skill>

  /// A caller who came at that moment.
  public init(call: Call.ID, arrival: Timestamp, tier: CallerTier = .standard, skills: Set<Skill> = []) {
    self.call = call
    self.arrival = arrival
    self.tier = tier
    self.skills = skills
  }

  /// Whether this caller is served before the other: least (arrival − bonus, arrival, call id).
  public func isServed(before other: WaitingCaller) -> Bool {
    (arrival - tier.bonus, arrival, call) < (other.arrival - other.tier.bonus, other.arrival, other.call)
  }

  /// Writes the skills in order, so that equal callers have equal bytes.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(call, forKey: .call)
    try container.encode(arrival, forKey: .arrival)
    try container.encode(tier, forKey: .tier)
    try container.encode(skills.sorted(), forKey: .skills)
  }
}
