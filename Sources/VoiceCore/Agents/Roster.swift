/// The agents of a tenant and what they are doing, as of one moment.
public struct Roster: Sendable {
  /// In the order of ids.
  private let entries: [(agent: Agent, state: AgentState)]
  private let rules: PresenceRules

  /// Agents with their states; one without a state isn't there.
  public init(_ agents: [Agent], _ states: [AgentState], by rules: PresenceRules = .standard) {
    let byAgent = Dictionary(states.map { ($0.agent, $0) }) { first, _ in first }
    entries = agents.sorted { $0.id < $1.id }.compactMap { agent in byAgent[agent.id].map { (agent, $0) } }
    self.rules = rules
  }

  /// Who of a department can serve a caller with these needs now, in the order of ids.
  public func candidates(
    in department: Department.ID, for needs: Set<Skill> = [], at moment: Timestamp
  ) -> [Candidate] {
    candidates(at: moment) { $0.departments.contains(department) && needs.isSubset(of: $0.skills) }
  }

  /// Who of these is available now, in the order given.
  public func candidates(of agents: [Agent.ID], at moment: Timestamp) -> [Candidate] {
    let available = candidates(at: moment) { agents.contains($0.id) }
    return agents.compactMap { id in available.first { $0.agent == id } }
  }

  private func candidates(at moment: Timestamp, _ isMeant: (Agent) -> Bool) -> [Candidate] {
    entries.compactMap { agent, state in
      guard isMeant(agent), state.condition(at: moment, capacity: agent.capacity, by: rules) == .available else {
        return nil
      }
      return Candidate(agent: agent.id, weight: agent.weight, idleSince: state.idleSince)
    }
  }

  /// One agent, available or not.
  public func agent(_ id: Agent.ID) -> Agent? { entries.first { $0.agent.id == id }?.agent }
}
