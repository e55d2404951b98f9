/// An administrator makes, changes and removes those who take calls.
public struct ChangeAgents: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Makes an agent; name and departments must be said. Making them twice under one identifier makes one.
  public func add(
    _ id: Agent.ID, as change: AgentChange, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> SeenAgent {
    try await keep(change, of: id, isNew: true, by: actor, in: tenant)
  }

  /// Changes an agent who is there; in force with the next call.
  public func change(
    _ id: Agent.ID, by change: AgentChange, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> SeenAgent {
    try await keep(change, of: id, isNew: false, by: actor, in: tenant)
  }

  /// Removes an agent. Calls that they have go on; what names them stays: routing passes over it.
  public func remove(_ id: Agent.ID, by actor: AuditActor, in tenant: Tenant.ID) async throws(RoutingFailure) {
    let draft = auditing(.changeRouting, by: actor, on: AuditReference(.agent, id))
    try await store.decide(for: tenant) { scope throws(StoreFailure) -> Decided<Void> in
      try await scope.oneDecisionAtATime()
      guard try await scope.agent(id) != nil else { return .refused(.notFound) }
      try await scope.removeAgent(id)
      try await scope.append(draft)
      return .done(())
    }
  }

  private func keep(
    _ change: AgentChange, of id: Agent.ID, isNew: Bool, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> SeenAgent {
    let draft = auditing(.changeRouting, by: actor, on: AuditReference(.agent, id))
    return try await store.decide(for: tenant) { scope throws(StoreFailure) in
      try await scope.oneDecisionAtATime()
      let standing = try await scope.agent(id)
      guard isNew || standing != nil else { return .refused(.notFound) }
      let agents = standing == nil ? try await scope.agents().count : 0
      let tree = DepartmentTree(try await scope.departments())
      let agent: Agent
      do throws(RefusedSetting) {
        guard agents < Agent.maximumAgents else { throw RefusedSetting("id", .tooMany(Agent.maximumAgents)) }
        agent = if let standing { try change.applied(to: standing) } else { try change.made(id) }
        if change.fields.departments != nil { try agent.accept(in: tree) }
      } catch {
        return .refused(error)
      }
      if let user = agent.user, user != standing?.user, try await scope.user(user) == nil {
        return .refused(RefusedSetting("user_id", .unknown))
      }
      try await scope.save(agent)
      try await scope.append(draft)
      return .done(SeenAgent(agent, try await scope.agentState(id)))
    }
  }
}
