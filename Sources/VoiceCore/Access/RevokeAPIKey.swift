/// An administrator revokes a key: from the commit on it opens nothing (but see `AuthenticateAPIKey` about caches).
public struct RevokeAPIKey: Sendable {
  private let store: any Store
  private let auditing: Auditing

  /// A use case on these ports.
  public init(store: any Store, auditing: Auditing) {
    self.store = store
    self.auditing = auditing
  }

  /// Revokes this key.
  /// - Throws: `.notFound` also for one that was revoked before.
  public func callAsFunction(
    _ id: APIKey.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(APIKeyFailure) {
    let draft = auditing.draft(.revokeKey, by: bearer, on: AuditReference(.apiKey, id))
    guard bearer.allows(.changeAPIKeys) else {
      await RecordRefusal(store: store)(draft, in: tenant)
      throw .forbidden
    }
    do throws(StoreFailure) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        guard let key = try await scope.apiKey(id) else { throw .notFound }
        try await scope.remove(key)
        try await scope.append(draft)
      }
    } catch {
      throw APIKeyFailure(error)
    }
  }
}
