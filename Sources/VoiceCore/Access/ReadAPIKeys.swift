/// Reads a tenant's keys for its administrators; the secrets are kept nowhere.
public struct ReadAPIKeys: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// All keys, by age; at most `APIKey.maximumPerTenant`.
  public func all(of tenant: Tenant.ID) async throws(StoreFailure) -> [APIKey] {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.apiKeys() }
  }

  /// One key; `nil` when the tenant has no such key.
  public func key(_ id: APIKey.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> APIKey? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.apiKey(id) }
  }
}
