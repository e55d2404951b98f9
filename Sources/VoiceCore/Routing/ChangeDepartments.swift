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
    return try await keep(change, of: id, orElse: new, by: actor, in: tenant)
  }

  /// Changes a department that is there.
  public func change(
    _ id: Department.ID, by change: DepartmentChange, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> SeenDepartment {
    try await keep(change, of: id, orElse: nil, by: actor, in: tenant)
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

  private func keep(
    _ change: DepartmentChange, of id: Department.ID, orElse new: Department?, by actor: AuditActor,
    in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> SeenDepartment {
    if case .some(.some(let hours)) = change.fields.hours {
      do throws(RefusedSetting) { try zones.accept(hours) } catch {
        throw .refused(RefusedSetting("hours/\(error.field)", error.reason))
      }
    }
    let draft = auditing(.changeRouting, by: actor, on: AuditReference(.department, id))
    return try await store.decide(for: tenant) { scope throws(StoreFailure) in
      try await scope.oneDecisionAtATime()
      guard let standing = try await scope.department(id) ?? new else { return .refused(.notFound) }
      let standingRoute = try await scope.departmentRoute(id) ?? .standard(of: id)
      let tree = DepartmentTree(try await scope.departments())
      let ends = try await scope.knownEnds(with: id)
      let others = try await scope.departmentRoutes()
      let department: Department
      let route: DepartmentRoute
      do throws(RefusedSetting) {
        department = try change.applied(to: standing)
        try tree.accept(department)
        route = try change.applied(to: standingRoute)
        try ends.accept(route, among: others)
      } catch {
        return .refused(error)
      }
      try await scope.save(department)
      try await scope.save(route)
      try await scope.append(draft)
      return .done(SeenDepartment(department, route))
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
