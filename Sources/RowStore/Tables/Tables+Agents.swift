import VoiceCore

extension Tables {
  static let agents = Table<Agent>(
    TableSchema(
      "agents", key: [.init("id", .id)], columns: [.init("holder", .bytes)],
      indexes: [.init("agents_by_holder", on: ["holder"], unique: .inTenant(.agentUser))]),
    key: { agent, _ in [.id(agent.id)] }, columns: { agent, _ in [holder(agent)] })

  static let agentStates = Table<NumberedAgentState>(
    TableSchema("agent_states", key: [.init("agent_id", .id)], parent: "agents"),
    key: { kept, _ in [.id(kept.state.agent)] })

  /// They have no parent: what happened outlives the agent.
  static let agentFacts = Table<RecordedAgentFact>(
    TableSchema(
      "agent_facts", key: [.init("agent_id", .id), .init("ordinal", .integer)], columns: [.init("at", .integer)],
      indexes: [.init("agent_facts_by_age", on: ["agent_id", "at"])]),
    key: { fact, _ in [.id(fact.agent), .integer(Int64(fact.ordinal))] },
    columns: { fact, _ in [.integer(fact.fact.at.microseconds)] })

  static let ledgers = Table<KeptLedger>(
    TableSchema("assignment_ledgers", key: [.init("department_id", .id)], parent: "departments"),
    key: { kept, _ in [.id(kept.department)] })

  /// Who holds an agent's place: the user, or the agent alone.
  private static func holder(_ agent: Agent) -> Part {
    agent.user.map(holder(of:)) ?? .bytes([0] + bytes(agent.id))
  }

  static func holder(of user: User.ID) -> Part { .bytes([1] + bytes(user)) }

  private static func bytes<Subject>(_ id: Identifier<Subject>) -> [UInt8] {
    (0..<16).map { UInt8(truncatingIfNeeded: id.bits >> (120 - 8 * $0)) }
  }
}

/// What an agent is doing, and how many facts they ever had: ordinals are never given twice.
struct NumberedAgentState: Sendable, Codable {
  var state: AgentState
  var factCount = 0
}

/// Whose turn it is, and where.
struct KeptLedger: Sendable, Codable {
  let department: Department.ID
  let ledger: AssignmentLedger
}
