/// A tenant changes its name or the language in which its calls begin.
public struct ChangeTenant: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Changes what is given.
  /// - Returns: the tenant as it is now.
  public func callAsFunction(
    _ id: Tenant.ID, name: String? = nil, language: Language? = nil, by actor: AuditActor
  ) async throws(TenantFailure) -> Tenant {
    if let name, !Tenant.isName(name) { throw .badName }
    let draft = auditing(.changeTenant, by: actor, on: AuditReference(.tenant, id))
    do throws(StoreFailure) {
      return try await store.transaction(for: id) { scope throws(StoreFailure) in
        var tenant = try await scope.openTenant()
        if let name { tenant.name = name }
        if let language { tenant.settings.language = language }
        try await scope.save(tenant)
        try await scope.append(draft)
        return tenant
      }
    } catch {
      throw TenantFailure(error)
    }
  }
}
