/// Reads the tenant itself.
public protocol TenancySnapshot: Sendable {
  /// The tenant, once it is registered.
  func tenant() async throws(StoreFailure) -> Tenant?
}

/// Writes the tenant itself.
public protocol TenancyScope: TenancySnapshot {
  /// Registers or changes the tenant. Its id must be the scope's (a mistake of ours otherwise).
  /// The commit throws `.taken(.domain)` when another tenant has the domain.
  func save(_ tenant: Tenant) async throws(StoreFailure)
}

extension TenancySnapshot {
  /// The tenant while it is served. What decides on it in a unit of work isn't committed beside its closing.
  /// - Throws: `.notFound` for one that isn't there, or is closed.
  public func openTenant() async throws(StoreFailure) -> Tenant {
    guard let tenant = try await tenant(), tenant.closedAt == nil else { throw .notFound }
    return tenant
  }
}
