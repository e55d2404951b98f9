/// An agent with what they are doing.
public struct SeenAgent: Sendable {
  public let agent: Agent
  /// `nil` for one who was never there.
  public let state: AgentState?

  init(_ agent: Agent, _ state: AgentState?) {
    self.agent = agent
    self.state = state
  }

  /// What others see.
  public func status(at moment: Timestamp, by rules: PresenceRules = .standard) -> AgentStatus {
    state?.status(at: moment, capacity: agent.capacity, by: rules) ?? .notAvailable
  }

  /// What they are doing.
  public func condition(at moment: Timestamp, by rules: PresenceRules = .standard) -> AgentState.Condition {
    state?.condition(at: moment, capacity: agent.capacity, by: rules) ?? .notAvailable
  }
}

extension Sight {
  /// Whether this agent is seen: one of their departments is, or they are the reader's own.
  func covers(_ agent: Agent) -> Bool {
    switch self {
    case .everything: true
    case .departments(let seen): agent.departments.contains(where: seen.contains)
    case .own(let user): agent.user == user
    }
  }
}

extension TenantSnapshot {
  /// An agent whom the bearer sees by a permission; `nil` when there is no such agent for them.
  func agent(_ id: Agent.ID, seenBy bearer: Bearer, by permission: Permission) async throws(StoreFailure) -> Agent? {
    guard let sight = try await sight(of: bearer, by: permission), let agent = try await agent(id) else { return nil }
    // Everybody sees themselves, even a supervisor who belongs to no department.
    let isOwn = agent.user != nil && agent.user == bearer.user
    return sight.covers(agent) || isOwn ? agent : nil
  }
}
