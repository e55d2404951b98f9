/// An administrator revokes a key: from the commit on it opens nothing (but see `AuthenticateAPIKey` about caches).
public struct RevokeAPIKey: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Revokes this key.
  /// - Throws: `.notFound` also for one that was revoked before.
  public func callAsFunction(_ id: APIKey.ID, in tenant: Tenant.ID) async throws(APIKeyFailure) {
    do throws(StoreFailure) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        guard let key = try await scope.apiKey(id) else { throw .notFound }
        try await scope.remove(key)
      }
    } catch {
      throw APIKeyFailure(error)
    }
  }
}
