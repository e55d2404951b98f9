/// A tenant changes its name or the language in which its calls begin.
public struct ChangeTenant: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Changes what is given.
  /// - Returns: the tenant as it is now.
  public func callAsFunction(
    _ id: Tenant.ID, name: String? = nil, language: Language? = nil
  ) async throws(TenantFailure) -> Tenant {
    if let name, !Tenant.isName(name) { throw .badName }
    do throws(StoreFailure) {
      return try await store.transaction(for: id) { scope throws(StoreFailure) in
        guard var tenant = try await scope.tenant(), tenant.closedAt == nil else { throw .notFound }
        if let name { tenant.name = name }
        if let language { tenant.settings.language = language }
        try await scope.save(tenant)
        return tenant
      }
    } catch {
      throw TenantFailure(error)
    }
  }
}
