import MemoryStore
import Synchronization
import VoiceCore

/// The store in memory, which can be out of reach, counts commits and lets tests look for what must not be kept. Waits
/// before each read and each commit, so that others get their turn.
final class OfficeStore: Store {
  private let rows: MemoryStore
  private let outage = Mutex(false)
  /// How many units of work were committed.
  let committed = Mutex(0)

  init(pause: @escaping @Sendable () async -> Void = {}) { rows = MemoryStore(pause: pause) }

  /// From now on nothing can be reached, or everything again.
  func set(isAway: Bool) { outage.withLock { $0 = isAway } }

  /// Every value that is kept.
  var everything: [String] { rows.kept.map { "\($0.table) \(dumped($0.value))" } }

  func count(_ table: String, of tenant: Tenant.ID) -> Int {
    rows.kept.count { $0.tenant == tenant && $0.table == table }
  }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await reached().read(for: tenant, body)
  }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    let outcome = try await reached().transaction(for: tenant, body)
    committed.withLock { $0 += 1 }
    return outcome
  }

  var platform: any PlatformDirectory { OfficeDirectory(store: self) }
  func commits() -> AsyncStream<Void> { rows.commits() }
  func ping() async throws(StoreFailure) { try await reached().ping() }

  fileprivate func reached() throws(StoreFailure) -> MemoryStore {
    if outage.withLock({ $0 }) { throw .unavailable }
    return rows
  }
}

/// The look-ups across tenants, as long as the store can be reached.
private struct OfficeDirectory: PlatformDirectory {
  let store: OfficeStore

  func tenant(answering number: PhoneNumber) async throws(StoreFailure) -> Tenant.ID? {
    try await store.reached().platform.tenant(answering: number)
  }
  func tenant(at domain: TenantDomain) async throws(StoreFailure) -> Tenant.ID? {
    try await store.reached().platform.tenant(at: domain)
  }
  func tenant(granting digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
    try await store.reached().platform.tenant(granting: digest)
  }
  func tenant(ofSession family: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
    try await store.reached().platform.tenant(ofSession: family)
  }
  func tenant(ofAPIKey digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
    try await store.reached().platform.tenant(ofAPIKey: digest)
  }
  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] {
    try await store.reached().platform.logHeads(after: position, limit: limit)
  }
  func tenants() async throws(StoreFailure) -> [Tenant.ID] { try await store.reached().platform.tenants() }
}

/// Everything that a value holds, as text.
func dumped(_ value: Any) -> String {
  var text = ""
  dump(value, to: &text)
  return text
}
