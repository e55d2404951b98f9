/// Reads the machines' credentials.
public protocol APIKeySnapshot: Sendable {
  /// The key with this digest.
  func apiKey(_ digest: TokenDigest) async throws(StoreFailure) -> APIKey?
  /// The key with this id.
  func apiKey(_ id: APIKey.ID) async throws(StoreFailure) -> APIKey?
  /// All keys of the tenant by id, which is by age; at most `APIKey.maximumPerTenant`.
  func apiKeys() async throws(StoreFailure) -> [APIKey]
}

/// Writes the machines' credentials.
public protocol APIKeyScope: APIKeySnapshot {
  /// Adds or changes a key; its digest is found by the platform directory from the commit on.
  /// The commit throws `.taken(.apiKey)` when the digest exists.
  func save(_ key: APIKey) async throws(StoreFailure)
  /// Takes a key out; one that isn't there is no error.
  func remove(_ key: APIKey) async throws(StoreFailure)
}
