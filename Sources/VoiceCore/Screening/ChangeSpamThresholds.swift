/// An administrator says from which scores on an action is taken although no rule asks for it. In force from the next
/// call on.
public struct ChangeSpamThresholds: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Takes these thresholds; those that are in force already change nothing.
  /// - Returns: the tenant's settings as they are now.
  public func callAsFunction(
    to thresholds: SpamThresholds, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(StoreFailure) -> TenantSettings {
    let draft = auditing(.changeTenant, by: bearer, on: AuditReference(.tenant, tenant))
    let change = Change(thresholds, told: draft)
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await change.take(in: scope) }
  }

  /// A change on its way.
  private struct Change: Sendable {
    private let thresholds: SpamThresholds
    private let draft: AuditDraft

    init(_ thresholds: SpamThresholds, told draft: AuditDraft) {
      self.thresholds = thresholds
      self.draft = draft
    }

    func take(in scope: any TenantScope) async throws(StoreFailure) -> TenantSettings {
      var tenant = try await scope.openTenant()
      guard tenant.settings.spamThresholds != thresholds else { return tenant.settings }
      tenant.settings.spamThresholds = thresholds
      try await scope.save(tenant)
      try await scope.append(draft)
      return tenant.settings
    }
  }
}
