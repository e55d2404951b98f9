/// Reads who takes calls, and what they are doing.
public protocol AgentSnapshot: Sendable {
  /// The agents, in the order of their ids.
  func agents() async throws(StoreFailure) -> [Agent]
  /// One agent.
  func agent(_ id: Agent.ID) async throws(StoreFailure) -> Agent?
  /// The agent as whom a user takes calls.
  func agent(of user: User.ID) async throws(StoreFailure) -> Agent?
  /// What an agent is doing; `nil` for one who was never there.
  func agentState(_ id: Agent.ID) async throws(StoreFailure) -> AgentState?
  /// What all agents are doing, in the order of their ids; those who were never there are left out.
  func agentStates() async throws(StoreFailure) -> [AgentState]
  /// Whose turn it is in a department. In a unit of work guarded, so that two calls don't reserve the same turn.
  func ledger(of department: Department.ID) async throws(StoreFailure) -> AssignmentLedger
  /// What happened to an agent from a moment on, in that order, from just after one (`nil`: from the first).
  func agentFacts(
    of agent: Agent.ID, since moment: Timestamp, after last: RecordedAgentFact?, limit: Int
  ) async throws(StoreFailure) -> [RecordedAgentFact]
}

/// Writes who takes calls, and what they are doing.
public protocol AgentScope: AgentSnapshot {
  /// Adds or changes an agent; their extension is what the agent says. The commit throws `.taken(.agentUser)` when another
  /// agent has the same user.
  /// - Throws: `.taken(.extension)` when somebody else of the tenant has the extension.
  func save(_ agent: Agent) async throws(StoreFailure)
  /// Takes an agent out, with their extension and what they are doing; one that isn't there is no error. What happened
  /// to them stays, and so does what names them: routing has an end for that.
  func removeAgent(_ id: Agent.ID) async throws(StoreFailure)
  /// Keeps what an agent is doing, and what happened: `facts` are those that led from the state that was stored to this
  /// one. For an agent who isn't there the commit throws `.notFound`.
  func save(_ state: AgentState, facts: [AgentState.Fact]) async throws(StoreFailure)
  /// Keeps whose turn it is. For a department that isn't there the commit throws `.notFound`.
  func save(_ ledger: AssignmentLedger, of department: Department.ID) async throws(StoreFailure)
}
