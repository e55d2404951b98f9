extension TenantSnapshot {
  /// The tenant's rules of routing, compiled from what is stored now.
  ///
  /// In a unit of work only the tenant's row is guarded: a rule that changes meanwhile counts from the next call on.
  /// - Throws: `.notFound` for a tenant that isn't there.
  public func routingPlan() async throws(StoreFailure) -> RoutingPlan {
    guard let settings = try await tenant()?.settings else { throw .notFound }
    let stored = try await departmentRoutes()
    let routes = Dictionary(stored.map { ($0.department, $0) }) { first, _ in first }
    let departments = try await departments().map { routes[$0.id] ?? .standard(of: $0.id) }
    let numbers = try await extensions().map { ($0.number, $0.owner) }
    let rules = try await transferRules()
    do throws(RefusedSetting) {
      return try RoutingPlan(
        hours: settings.openingHours, departments: departments, extensions: ExtensionDirectory(numbers), rules: rules,
        customerService: settings.routing.customerService ?? .outside(settings.customerService),
        afterHours: settings.routing.afterHours, whenAgentUnavailable: settings.routing.whenAgentUnavailable)
    } catch {
      // More than input lets anybody have, or one thing twice.
      throw .corrupt
    }
  }

  /// The agents and what they are doing, as routing looks at them.
  public func roster(by rules: PresenceRules = .standard) async throws(StoreFailure) -> Roster {
    Roster(try await agents(), try await agentStates(), by: rules)
  }

  /// How a department takes its calls, the standard way where nothing was said; `nil` for one that isn't there.
  public func route(of id: Department.ID) async throws(StoreFailure) -> DepartmentRoute? {
    guard try await department(id) != nil else { return nil }
    return try await departmentRoute(id) ?? .standard(of: id)
  }
}
