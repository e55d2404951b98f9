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
    let draft = auditing(.changeTenant, by: actor, on: AuditReference(.tenant, tenant))
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      var company = try await scope.openTenant()
      guard company.settings.recording != wanted else { return company.settings }
      company.settings.recording = wanted
      try await scope.save(company)
      try await scope.append(draft)
      return company.settings
    }
  }
}
