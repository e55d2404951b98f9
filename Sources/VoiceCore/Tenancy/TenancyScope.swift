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
