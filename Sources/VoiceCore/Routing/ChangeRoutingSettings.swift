/// An administrator says when the company is open, and where calls go when no department says so.
public struct ChangeRoutingSettings: Sendable {
  /// What is to be different; what isn't said stays.
  public struct Change: Sendable {
    let hours: OpeningHours?
    let customerService: RoutingTarget??
    let afterHours: RoutingTarget?
    let whenAgentUnavailable: RoutingTarget??

    /// Changes; what can be cleared holds `nil` for that.
    public init(
      hours: OpeningHours? = nil, customerService: RoutingTarget?? = nil, afterHours: RoutingTarget? = nil,
      whenAgentUnavailable: RoutingTarget?? = nil
    ) {
      self.hours = hours
      self.customerService = customerService
      self.afterHours = afterHours
      self.whenAgentUnavailable = whenAgentUnavailable
    }
  }

  private let store: any Store
  private let zones: any TimeZones
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, zones: any TimeZones, auditing: Auditing) {
    self.store = store
    self.zones = zones
    self.auditing = auditing
  }

  /// Changes what is said.
  /// - Throws: `.refused` for a zone that nobody knows, and for targets that aren't there.
  public func callAsFunction(
    _ change: Change, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(RoutingFailure) {
    if let hours = change.hours {
      do throws(RefusedSetting) { try zones.accept(hours) } catch {
        throw .refused(RefusedSetting("opening_hours/\(error.field)", error.reason))
      }
    }
    let draft = auditing(.changeTenant, by: actor, on: AuditReference(.tenant, tenant))
    try await store.decide(for: tenant) { scope throws(StoreFailure) in
      try await change.take(in: scope, telling: draft)
    }
  }
}

extension ChangeRoutingSettings.Change {
  fileprivate func take(in scope: any TenantScope, telling draft: AuditDraft) async throws(StoreFailure) -> Decided<
    Void
  > {
    var company = try await scope.openTenant()
    if let hours = hours { company.settings.openingHours = hours }
    if let target = customerService { company.settings.routing.customerService = target }
    if let target = afterHours { company.settings.routing.afterHours = target }
    if let target = whenAgentUnavailable { company.settings.routing.whenAgentUnavailable = target }
    let routing = company.settings.routing
    let ends = try await scope.knownEnds()
    do throws(RefusedSetting) {
      try ends.accept(routing.customerService, as: "customer_service")
      try ends.accept(routing.afterHours, as: "after_hours")
      try ends.accept(routing.whenAgentUnavailable, as: "when_agent_unavailable")
    } catch {
      return .refused(error)
    }
    try await scope.save(company)
    try await scope.append(draft)
    return .done(())
  }
}
