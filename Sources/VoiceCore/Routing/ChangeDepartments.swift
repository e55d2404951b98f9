/// An administrator makes, changes and removes departments, with how each takes its calls; the next call goes by it.
public struct ChangeDepartments: Sendable {
  private let store: any Store
  private let zones: any TimeZones
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, zones: any TimeZones, auditing: Auditing) {
    self.store = store
    self.zones = zones
    self.auditing = auditing
  }

  /// Makes a department; name and number must be said. Making it twice under one identifier makes one.
  public func add(
    _ id: Department.ID, as change: DepartmentChange, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> SeenDepartment {
    guard let name = change.fields.name else { throw .refused(RefusedSetting("name", .missing)) }
    guard let number = change.fields.number else { throw .refused(RefusedSetting("number", .missing)) }
    let new = Department(id: id, name: name, number: number)
    return try await keep(Plan(change, of: id, orElse: new, told: draft(of: id, by: actor)), in: tenant)
  }

  /// Changes a department that is there.
  public func change(
    _ id: Department.ID, by change: DepartmentChange, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> SeenDepartment {
    try await keep(Plan(change, of: id, orElse: nil, told: draft(of: id, by: actor)), in: tenant)
  }

  /// Removes a department that nothing needs: no department below it, no agent who works nowhere else, no caller in its
  /// queue. Its members belong to it no more, and numbers that led to it lead to the receptionist. What else names it stays:
  /// routing passes over it.
  public func remove(
    _ id: Department.ID, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(RoutingFailure) {
    let draft = auditing(.changeRouting, by: actor, on: AuditReference(.department, id))
    try await store.decide(for: tenant) { scope throws(StoreFailure) -> Decided<Void> in
      try await scope.oneDecisionAtATime()
      guard try await scope.department(id) != nil else { return .refused(.notFound) }
      if let use = try await scope.use(of: id) { return .refused(.inUse(use)) }
      for agent in try await scope.agents() where agent.departments.contains(id) {
        if let moved = try? AgentChange.leaving(id).applied(to: agent) { try await scope.save(moved) }
      }
      for user in try await scope.members(of: id) { try await scope.remove(Membership(of: user, in: id)) }
      for line in try await scope.phoneLines() where line.department == id {
        try await scope.save(PhoneLine(number: line.number))
      }
      try await scope.removeDepartment(id)
      try await scope.append(draft)
      return .done(())
    }
  }

  private func draft(of id: Department.ID, by actor: AuditActor) -> AuditDraft {
    auditing(.changeRouting, by: actor, on: AuditReference(.department, id))
  }

  private func keep(_ plan: Plan, in tenant: Tenant.ID) async throws(RoutingFailure) -> SeenDepartment {
    if case .some(.some(let hours)) = plan.change.fields.hours {
      do throws(RefusedSetting) { try zones.accept(hours) } catch {
        throw .refused(RefusedSetting("hours/\(error.field)", error.reason))
      }
    }
    return try await store.decide(for: tenant) { scope throws(StoreFailure) in try await plan.take(in: scope) }
  }

  /// What is wanted, on its way.
  private struct Plan: Sendable {
    let change: DepartmentChange
    private let id: Department.ID
    private let new: Department?
    private let draft: AuditDraft

    init(_ change: DepartmentChange, of id: Department.ID, orElse new: Department?, told draft: AuditDraft) {
      self.change = change
      self.id = id
      self.new = new
      self.draft = draft
    }

    func take(in scope: any TenantScope) async throws(StoreFailure) -> Decided<SeenDepartment> {
      try await scope.oneDecisionAtATime()
      guard let standing = try await scope.department(id) ?? new else { return .refused(.notFound) }
      let before = SeenDepartment(standing, try await scope.departmentRoute(id))
      let tree = DepartmentTree(try await scope.departments())
      let ends = try await scope.knownEnds(with: id)
      let others = try await scope.departmentRoutes()
      let after: SeenDepartment
      do throws(RefusedSetting) {
        after = try applied(to: before, tree, ends, others)
      } catch {
        return .refused(error)
      }
      try await scope.save(after.department)
      try await scope.save(after.route)
      try await scope.append(draft)
      return .done(after)
    }

    private func applied(
      to before: SeenDepartment, _ tree: DepartmentTree, _ ends: KnownEnds, _ others: [DepartmentRoute]
    ) throws(RefusedSetting) -> SeenDepartment {
      let department = try change.applied(to: before.department)
      try tree.accept(department)
      let route = try change.applied(to: before.route)
      try ends.accept(route, among: others)
      return SeenDepartment(department, route)
    }
  }
}

extension TenantScope {
  /// What needs a department; `nil` when nothing does.
  fileprivate func use(of id: Department.ID) async throws(StoreFailure) -> RoutingFailure.Use? {
    if try await departments().contains(where: { $0.parent == id }) { return .children }
    if try await agents().contains(where: { $0.departments == [id] }) { return .agents }
    return try await queueHead(of: id).count > 0 ? .waitingCallers : nil
  }
}
