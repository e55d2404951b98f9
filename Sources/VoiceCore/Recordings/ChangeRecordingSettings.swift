/// An administrator says whether the company's calls are recorded, and how long recordings are kept.
public struct ChangeRecordingSettings: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Takes these settings; those that are in force already change nothing. Calls that run go by the old rule until they are handed
  /// over.
  /// - Returns: the tenant's settings as they are now.
  @discardableResult
  public func callAsFunction(
    to wanted: RecordingSettings, by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> TenantSettings {
    try await store.change(
      settingsOf: tenant, telling: auditing(.changeTenant, by: actor, on: AuditReference(.tenant, tenant))
    ) { $0.recording = wanted }
  }
}
