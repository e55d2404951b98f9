import Synchronization
import VoiceCore

/// A store that can be away: then whatever is asked of it is `.unavailable`, and nothing is written.
final class OutageStore: Store {
  private let store: any Store
  private let away = Mutex(false)
  private let count = Mutex(0)

  init(_ store: any Store) { self.store = store }

  /// How many units of work were begun.
  var units: Int { count.withLock { $0 } }

  var isAway: Bool {
    get { away.withLock { $0 } }
    set { away.withLock { $0 = newValue } }
  }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try demandThere()
    return try await store.read(for: tenant, body)
  }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try demandThere()
    count.withLock { $0 += 1 }
    return try await store.transaction(for: tenant, body)
  }

  var platform: any PlatformDirectory { isAway ? AwayDirectory() : store.platform }

  func commits() -> AsyncStream<Void> { store.commits() }

  func ping() async throws(StoreFailure) {
    try demandThere()
    try await store.ping()
  }

  private func demandThere() throws(StoreFailure) { if isAway { throw .unavailable } }
}

/// The look-ups of a store that is away.
private struct AwayDirectory: PlatformDirectory {
  func tenant(answering number: PhoneNumber) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
  func tenant(granting digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
  func tenants() async throws(StoreFailure) -> [Tenant.ID] { throw .unavailable }
  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] { throw .unavailable }
  func tenant(at domain: TenantDomain) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
  func tenant(ofSession family: TokenDigest) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
  func tenant(ofAPIKey digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? { throw .unavailable }
}
