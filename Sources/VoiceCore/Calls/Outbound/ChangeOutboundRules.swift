/// An administrator says how many calls the company may place.
public struct ChangeOutboundRules: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Takes these rules for calls from now on; those that run aren't touched.
  /// - Returns: the tenant's settings as they are now.
  @discardableResult
  public func callAsFunction(
    to wanted: OutboundRules, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> TenantSettings {
    try await store.change(
      settingsOf: tenant, telling: auditing(.changeTenant, by: actor, on: AuditReference(.tenant, tenant))
    ) { $0.outbound = wanted }
  }
}
