/// An administrator says what is taken out of the company's transcripts beside card numbers.
public struct ChangeSecretRules: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Takes these rules for what is said from now on; what was kept before stays as it is.
  /// - Returns: the tenant's settings as they are now.
  @discardableResult
  public func callAsFunction(
    to wanted: [SecretRule], by actor: AuditActor, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> TenantSettings {
    try await store.change(
      settingsOf: tenant, telling: auditing(.changeTenant, by: actor, on: AuditReference(.tenant, tenant))
    ) { $0.secrets = Array(wanted.prefix(SecretRule.maximumRules)) }
  }
}
