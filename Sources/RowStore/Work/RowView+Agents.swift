import VoiceCore

/// What every scope reads of those who take calls.
extension RowView {
  func agents() async throws(StoreFailure) -> [Agent] { try await list(.init(), in: Tables.agents) }
  func agent(_ id: Agent.ID) async throws(StoreFailure) -> Agent? {
    try await find(.key([.id(id)]), in: Tables.agents)
  }
  func agent(of user: User.ID) async throws(StoreFailure) -> Agent? {
    try await find(.unique(index: "agents_by_holder", [Tables.holder(of: user)]), in: Tables.agents)
  }

  func agentState(_ id: Agent.ID) async throws(StoreFailure) -> AgentState? { try await numbered(id)?.state }
  func agentStates() async throws(StoreFailure) -> [AgentState] {
    try await list(.init(), in: Tables.agentStates).map(\.state)
  }
  func agentFacts(
    of agent: Agent.ID, since moment: Timestamp, after last: RecordedAgentFact?, limit: Int
  ) async throws(StoreFailure) -> [RecordedAgentFact] {
    // What follows the moment just before: whatever its ordinal, it comes first.
    let place = last.map { ($0.fact.at.microseconds, Int64($0.ordinal)) } ?? (moment.microseconds, 0)
    let after: [Part] = [.id(agent), .integer(place.0), .id(agent), .integer(place.1)]
    return try await list(
      .init(index: "agent_facts_by_age", prefix: [.id(agent)], after: after, limit: limit), in: Tables.agentFacts)
  }

  func ledger(of department: Department.ID) async throws(StoreFailure) -> AssignmentLedger {
    try await find(.key([.id(department)]), in: Tables.ledgers)?.ledger ?? AssignmentLedger()
  }

  /// What an agent is doing, with the count of their facts.
  func numbered(_ id: Agent.ID) async throws(StoreFailure) -> NumberedAgentState? {
    try await find(.key([.id(id)]), in: Tables.agentStates)
  }
}

extension UnitOfWork {
  func save(_ agent: Agent) async throws(StoreFailure) {
    try await move(.agent(agent.id), from: try await self.agent(agent.id)?.extension, to: agent.extension)
    try put(agent, in: Tables.agents)
  }

  func removeAgent(_ id: Agent.ID) async throws(StoreFailure) {
    try await move(.agent(id), from: try await agent(id)?.extension, to: nil)
    try delete([.id(id)], in: Tables.agentStates.schema)
    try delete([.id(id)], in: Tables.agents.schema)
  }

  func save(_ state: AgentState, facts: [AgentState.Fact]) async throws(StoreFailure) {
    // Read, and thereby guarded, for the count numbers what follows.
    let kept = try await numbered(state.agent)
    var before = kept?.state ?? AgentState(agent: state.agent, since: facts.first?.at ?? state.idleSince)
    var count = kept?.factCount ?? 0
    for fact in facts {
      count += 1
      let recorded = RecordedAgentFact(agent: state.agent, ordinal: count, fact: fact, before: before)
      try insert(recorded, in: Tables.agentFacts)
      before.evolve(fact)
    }
    try put(NumberedAgentState(state: state, factCount: count), in: Tables.agentStates)
  }

  func save(_ ledger: AssignmentLedger, of department: Department.ID) async throws(StoreFailure) {
    try put(KeptLedger(department: department, ledger: ledger), in: Tables.ledgers)
  }
}
