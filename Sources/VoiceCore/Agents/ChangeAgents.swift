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
    try await keep(Plan(change, of: id, isNew: true, told: draft(of: id, by: actor)), in: tenant)
  }

  /// Changes an agent who is there; in force with the next call.
  public func change(
    _ id: Agent.ID, by change: AgentChange, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> SeenAgent {
    try await keep(Plan(change, of: id, isNew: false, told: draft(of: id, by: actor)), in: tenant)
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

  private func draft(of id: Agent.ID, by actor: AuditActor) -> AuditDraft {
    auditing(.changeRouting, by: actor, on: AuditReference(.agent, id))
  }

  private func keep(_ plan: Plan, in tenant: Tenant.ID) async throws(RoutingFailure) -> SeenAgent {
    try await store.decide(for: tenant) { scope throws(StoreFailure) in try await plan.take(in: scope) }
  }

  /// What is wanted, on its way.
  private struct Plan: Sendable {
    private let change: AgentChange
    private let id: Agent.ID
    private let isNew: Bool
    private let draft: AuditDraft

    init(_ change: AgentChange, of id: Agent.ID, isNew: Bool, told draft: AuditDraft) {
      self.change = change
      self.id = id
      self.isNew = isNew
      self.draft = draft
    }

    func take(in scope: any TenantScope) async throws(StoreFailure) -> Decided<SeenAgent> {
      try await scope.oneDecisionAtATime()
      let before = try await scope.agent(id).map { SeenAgent($0, nil) }
      guard isNew || before != nil else { return .refused(.notFound) }
      let count = before == nil ? try await scope.agents().count : 0
      let tree = DepartmentTree(try await scope.departments())
      let after: SeenAgent
      do throws(RefusedSetting) {
        guard count < Agent.maximumAgents else { throw RefusedSetting("id", .tooMany(Agent.maximumAgents)) }
        after = try applied(to: before, tree)
      } catch {
        return .refused(error)
      }
      if let user = after.agent.user, user != before?.agent.user, try await scope.user(user) == nil {
        return .refused(RefusedSetting("user_id", .unknown))
      }
      try await scope.save(after.agent)
      try await scope.append(draft)
      return .done(SeenAgent(after.agent, try await scope.agentState(id)))
    }

    private func applied(to before: SeenAgent?, _ tree: DepartmentTree) throws(RefusedSetting) -> SeenAgent {
      let agent = if let before { try change.applied(to: before.agent) } else { try change.made(id) }
      if change.fields.departments != nil { try agent.accept(in: tree) }
      return SeenAgent(agent, nil)
    }
  }
}
