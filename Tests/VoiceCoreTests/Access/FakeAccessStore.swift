import Synchronization
import VoiceCore

/// The store as far as access needs it, in a dictionary: versions for what is read by key, none for lists, bodies that
/// run again when somebody was quicker. Waits before each read and each commit, so that others get their turn.
final class FakeAccessStore: AccessStore {
  struct Row: Sendable {
    var version: Int
    var value: any Sendable
  }

  struct State: Sendable {
    var rows: [Key: Row] = [:]
    var versions = 0
  }

  struct Key: Hashable, Sendable {
    let tenant: Tenant.ID
    let name: String
  }

  private let state = Mutex(State())
  private let outage = Mutex(false)
  let pause: @Sendable () async -> Void
  /// How many units of work were committed with something in them.
  let commits = Mutex(0)

  init(pause: @escaping @Sendable () async -> Void = {}) { self.pause = pause }

  /// From now on nothing can be reached, or everything again.
  func set(isAway: Bool) { outage.withLock { $0 = isAway } }

  /// Every row's key and value, for looking for what must not be kept.
  var everything: [String] {
    state.withLock { state in state.rows.map { "\($0.key.name) \(dumped($0.value.value))" }.sorted() }
  }

  func count(_ prefix: String, of tenant: Tenant.ID) -> Int {
    state.withLock { $0.rows.keys.count { $0.tenant == tenant && $0.name.hasPrefix(prefix) } }
  }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any AccessRecords) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    await pause()
    return try await body(FakeScope(tenant, try snapshot(), self))
  }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any AccessRecordScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    for _ in 1...TransactionLimits.maximumRuns {
      let scope = FakeScope(tenant, try snapshot(), self)
      let outcome = try await body(scope)
      await pause()
      if try commit(scope, of: tenant) { return outcome }
    }
    throw .conflict
  }

  var accessDirectory: any AccessDirectory { FakeDirectory(store: self) }

  func snapshot() throws(StoreFailure) -> State {
    if outage.withLock({ $0 }) { throw .unavailable }
    return state.withLock { $0 }
  }

  private func commit(_ scope: FakeScope, of tenant: Tenant.ID) throws(StoreFailure) -> Bool {
    let work = scope.work.withLock { $0 }
    return try state.withLock { state throws(StoreFailure) in
      for (name, version) in work.seen {
        guard state.rows[Key(tenant: tenant, name: name)]?.version ?? 0 == version else { return false }
      }
      var changed = state
      for (name, value) in work.changes.sorted(by: { $0.key < $1.key }) {
        changed.versions += 1
        changed.rows[Key(tenant: tenant, name: name)] = value.map { Row(version: changed.versions, value: $0) }
      }
      let addresses = changed.rows.filter { $0.key.tenant == tenant }.compactMap { ($0.value.value as? User)?.email }
      guard Set(addresses).count == addresses.count else { throw .taken(.email) }
      state = changed
      if !work.changes.isEmpty { commits.withLock { $0 += 1 } }
      return true
    }
  }
}

/// One unit of work, or one snapshot.
final class FakeScope: AccessRecordScope {
  struct Work: Sendable {
    var seen: [String: Int] = [:]
    var changes: [String: (any Sendable)?] = [:]
  }

  private let own: Tenant.ID
  private let state: FakeAccessStore.State
  private let store: FakeAccessStore
  let work = Mutex(Work())

  init(_ tenant: Tenant.ID, _ state: FakeAccessStore.State, _ store: FakeAccessStore) {
    own = tenant
    self.state = state
    self.store = store
  }

  private func get<Value: Sendable>(_ name: String, _ type: Value.Type) async -> Value? {
    await store.pause()
    return work.withLock { work in
      if let change = work.changes[name] { return change as? Value }
      let row = state.rows[FakeAccessStore.Key(tenant: own, name: name)]
      if work.seen[name] == nil { work.seen[name] = row?.version ?? 0 }
      return row?.value as? Value
    }
  }

  private func all<Value: Sendable>(_ type: Value.Type) async -> [Value] {
    await store.pause()
    return work.withLock { work in
      var rows = state.rows.filter { $0.key.tenant == own }.reduce(into: [String: any Sendable]()) {
        $0[$1.key.name] = $1.value.value
      }
      for (name, value) in work.changes { rows[name] = value }
      return rows.sorted { $0.key < $1.key }.compactMap { $0.value as? Value }
    }
  }

  private func put(_ name: String, _ value: (any Sendable)?) {
    work.withLock { $0.changes[name] = .some(value) }
  }

  func tenant() async throws(StoreFailure) -> Tenant? { await get("tenant", Tenant.self) }
  func save(_ tenant: Tenant) async throws(StoreFailure) { put("tenant", tenant) }

  func user(_ email: EmailAddress) async throws(StoreFailure) -> User? {
    await all(User.self).first { $0.email == email }
  }
  func user(_ id: User.ID) async throws(StoreFailure) -> User? { await get("user \(id)", User.self) }
  func users(after cursor: User.ID?, limit: Int) async throws(StoreFailure) -> [User] {
    let users = await all(User.self).filter { user in cursor.map { user.id > $0 } ?? true }
    return Array(users.prefix(limit))
  }
  func users(in role: Role, limit: Int) async throws(StoreFailure) -> [User] {
    Array(await all(User.self).filter { $0.role == role }.prefix(limit))
  }
  func save(_ user: User) async throws(StoreFailure) { put("user \(user.id)", user) }
  func remove(_ user: User) async throws(StoreFailure) { put("user \(user.id)", nil) }

  func session(_ family: TokenDigest) async throws(StoreFailure) -> Session? {
    await get("session \(family.hex)", Session.self)
  }
  func sessions(of user: User.ID) async throws(StoreFailure) -> [Session] {
    await all(Session.self).filter { $0.user == user }.sorted { ($0.renewedAt, $0.id) < ($1.renewedAt, $1.id) }
  }
  func save(_ session: Session) async throws(StoreFailure) { put("session \(session.family.hex)", session) }
  func remove(_ session: Session) async throws(StoreFailure) { put("session \(session.family.hex)", nil) }

  func apiKey(_ digest: TokenDigest) async throws(StoreFailure) -> APIKey? {
    await all(APIKey.self).first { $0.digest == digest }
  }
  func apiKey(_ id: APIKey.ID) async throws(StoreFailure) -> APIKey? { await get("key \(id)", APIKey.self) }
  func apiKeys() async throws(StoreFailure) -> [APIKey] { await all(APIKey.self) }
  func save(_ key: APIKey) async throws(StoreFailure) { put("key \(key.id)", key) }
  func remove(_ key: APIKey) async throws(StoreFailure) { put("key \(key.id)", nil) }

  func signInGuard(at slot: SignInSlot) async throws(StoreFailure) -> SignInGuard {
    await get("guard \(slot.text)", SignInGuard.self) ?? SignInGuard()
  }
  func save(_ guard: SignInGuard, at slot: SignInSlot) async throws(StoreFailure) {
    put("guard \(slot.text)", `guard` == SignInGuard() ? nil : `guard`)
  }

  // Calls' grants are no concern of these tests.
  func save(_ grant: StreamGrant) async throws(StoreFailure) { throw .notFound }
  func redeem(_ digest: TokenDigest) async throws(StoreFailure) -> StreamGrant? { throw .notFound }
  func revokeGrants(of call: Call.ID) async throws(StoreFailure) { throw .notFound }
}

/// The look-ups across tenants, over all rows.
struct FakeDirectory: AccessDirectory {
  let store: FakeAccessStore

  func tenant(at domain: TenantDomain) async throws(StoreFailure) -> Tenant.ID? {
    try await find(Tenant.self) { $0.domain == domain }
  }
  func tenant(ofSession family: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
    try await find(Session.self) { $0.family == family }
  }
  func tenant(ofAPIKey digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
    try await find(APIKey.self) { $0.digest == digest }
  }

  private func find<Value>(
    _ type: Value.Type, _ isIt: (Value) -> Bool
  ) async throws(StoreFailure) -> Tenant.ID? {
    await store.pause()
    return try store.snapshot().rows.first { row in (row.value.value as? Value).map(isIt) ?? false }?.key.tenant
  }
}

/// Everything that a value holds, as text.
func dumped(_ value: Any) -> String {
  var text = ""
  dump(value, to: &text)
  return text
}
