/// A machine shows its key: who it is, in which tenant, with which scopes. One answer for all that is wrong.
///
/// Two look-ups by digest a request. Whoever puts a cache before it keeps at most `maximumCached` answers for at most
/// `longestCached`, by digest, good ones only: a revoked key then opens nothing after that time on any node.
public struct AuthenticateAPIKey: Sendable {
  /// The most answers that a cache before this may hold.
  public static let maximumCached = 10_000
  /// How long a cache before this may hold an answer.
  public static let longestCached: Duration = .seconds(10)

  private let store: any Store
  private let time: any TimeSource
  private let secrets: SecretTokens

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, secrets: SecretTokens) {
    self.store = store
    self.time = time
    self.secrets = secrets
  }

  /// Who shows this key.
  /// - Throws: `.refused` for a key of no shape, an unknown, revoked or expired one; `.unavailable`.
  public func callAsFunction(_ text: String) async throws(APIKeyFailure) -> Bearer {
    guard let secret = APIKeySecret(text) else { throw .refused }
    let digest = secrets.digest(secret.text)
    let found: (key: APIKey, tenant: Tenant.ID)?
    do throws(StoreFailure) {
      found = try await find(digest)
    } catch {
      throw .unavailable
    }
    let now = time.now()
    guard let found, found.key.isGood(at: now) else { throw .refused }
    await note(found.key, in: found.tenant, usedOn: now.microseconds / Self.microsecondsOfDay)
    return .key(found.key.id, found.key.scopes, of: found.tenant)
  }

  private static let microsecondsOfDay: Int64 = 86_400_000_000

  private func find(_ digest: TokenDigest) async throws(StoreFailure) -> (key: APIKey, tenant: Tenant.ID)? {
    guard let tenant = try await store.platform.tenant(ofAPIKey: digest) else { return nil }
    let key = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.apiKey(digest) }
    return key.map { ($0, tenant) }
  }

  /// Writes the day down once a day. That it can't be written is no reason to turn a machine away.
  private func note(_ key: APIKey, in tenant: Tenant.ID, usedOn day: Int64) async {
    guard key.lastUsedDay.map({ $0 < day }) ?? true else { return }
    try? await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard var key = try await scope.apiKey(key.id) else { return }
      key.lastUsedDay = day
      try await scope.save(key)
    }
  }
}
