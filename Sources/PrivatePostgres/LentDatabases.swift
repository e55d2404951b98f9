public import PostgresStore
import Synchronization
public import VoiceCore

/// Migrated databases that are lent one after another, each empty: for laws, whose cases want a store of their own and
/// would take ten times as long if each made a database. As many as there are borrowers at once.
public final class LentDatabases: Sendable {
  fileprivate struct Lent: Sendable {
    let database: MigratedDatabase
    let store: PostgresStore
  }

  private let free = Mutex<[Lent]>([])

  /// None yet.
  public init() {}

  /// A store without a row; its database comes back when the store is let go of. It seals its rows by ciphers over its own
  /// key records, if any are given.
  public func store(
    sealedBy ciphers: (@Sendable (any TenantKeyRecords) -> any RowCiphers)? = nil
  ) async throws -> any ErasableStore {
    LentStore(try await next(), to: self, ciphers)
  }

  /// A database without a row, to be given back.
  public func lend() async throws -> LentDatabase { LentDatabase(try await next(), to: self) }

  private func next() async throws -> Lent {
    if let lent = free.withLock({ $0.popLast() }) {
      try await lent.database.empty()
      return lent
    }
    let database = try await MigratedDatabase()
    return Lent(database: database, store: try database.store())
  }

  fileprivate func giveBack(_ lent: Lent) { free.withLock { $0.append(lent) } }
}

/// A database that is lent, and a store over it that seals nothing by itself.
public final class LentDatabase: Sendable {
  public let database: MigratedDatabase
  public let store: PostgresStore
  private let lent: LentDatabases.Lent
  private let owner: LentDatabases

  fileprivate init(_ lent: LentDatabases.Lent, to owner: LentDatabases) {
    (database, store) = (lent.database, lent.store)
    self.lent = lent
    self.owner = owner
  }

  /// To be called once, when nothing uses it any more.
  public func giveBack() { owner.giveBack(lent) }
}

/// A store on a database that is lent.
private final class LentStore: ErasableStore {
  private let lent: LentDatabases.Lent
  private let owner: LentDatabases
  private let store: PostgresStore

  init(
    _ lent: LentDatabases.Lent, to owner: LentDatabases,
    _ ciphers: (@Sendable (any TenantKeyRecords) -> any RowCiphers)?
  ) {
    self.lent = lent
    self.owner = owner
    store = ciphers.map { lent.store.sealed(by: $0(lent.store.keyRecords)) } ?? lent.store
  }

  deinit { owner.giveBack(lent) }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await store.read(for: tenant, body)
  }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await store.transaction(for: tenant, body)
  }

  var platform: any PlatformDirectory { store.platform }

  var erasure: any TenantErasure { store.erasure }

  func commits() -> AsyncStream<Void> { store.commits() }

  func ping() async throws(StoreFailure) { try await store.ping() }
}
