/// An administrator says by what callers are handed to a person.
public struct ChangeTransferSigns: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Takes these signs for calls whose streams begin from now on.
  /// - Returns: the tenant's settings as they are now.
  @discardableResult
  public func callAsFunction(
    to wanted: TransferSigns, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> TenantSettings {
    try await store.change(
      settingsOf: tenant, telling: auditing(.changeTenant, by: actor, on: AuditReference(.tenant, tenant))
    ) { $0.signs = wanted }
  }
}
