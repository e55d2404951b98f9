import RowStore
public import VoiceCore

/// The store in one SQLite file: the embedded default. One writer, write-ahead log, several readers beside it.
///
/// A second process may use the same file. Statements run on the connections' own queues, never on an event loop or a
/// cooperative thread; every wait has a bound (`Limits`), beyond which `.unavailable` is thrown. Cancelling a task
/// doesn't interrupt its unit of work, which is short: it is committed whole, or not at all.
public final class SQLiteStore: ErasableStore {
  private let rows: RowBackedStore<SQLiteEngine>
  private let path: String
  /// A directory that goes with the store.
  private let belonging: TemporaryDirectory.Belonging?

  /// Opens the file, which is created with mode 0600 when it isn't there. Its schema is the caller's to `migrate`.
  /// Nothing is sealed until `sealed(by:)`.
  /// - Throws: `.unavailable` when the file can't be opened, `.corrupt` when it is no database.
  public convenience init(
    path: String, durability: Durability = .everyCommit, limits: Limits = Limits(), turns: Turns = .queued
  ) async throws(StoreFailure) {
    try await self.init(path: path, belonging: nil, durability, limits, turns)
    FileLeadership(database: path).sweep()
  }

  /// The same store, whose rows are sealed by these ciphers. Closing either closes both.
  public func sealed(by ciphers: any RowCiphers) -> SQLiteStore {
    SQLiteStore(rows: RowBackedStore(over: engine, sealedBy: ciphers), path, belonging)
  }

  /// Where the tenants' wrapped keys are kept; there once the schema is.
  public var keyRecords: any TenantKeyRecords { SQLiteKeyRecords(engine: engine) }

  /// See `TenantErasure`.
  public var erasure: any TenantErasure { rows.erasure }

  /// Among all processes that use the file, by locks on files beside it.
  public var leadership: any Leadership { FileLeadership(database: path) }

  /// A migrated store that lives in memory as far as the machine allows, and goes with the process: for tests and
  /// trials.
  public static func inMemory(
    limits: Limits = Limits(), turns: Turns = .queued
  ) async throws(StoreFailure) -> SQLiteStore {
    let directory = try TemporaryDirectory.make()
    let store = try await SQLiteStore(
      path: directory + "/voicecore.db", belonging: TemporaryDirectory.Belonging(directory), .operatingSystem, limits,
      turns)
    try await store.migrate()
    return store
  }

  var engine: SQLiteEngine { rows.engine }

  private convenience init(
    path: String, belonging: TemporaryDirectory.Belonging?, _ durability: Durability, _ limits: Limits, _ turns: Turns
  ) async throws(StoreFailure) {
    let file = DatabaseFile(path: path, limits: limits, turns: turns)
    let writer = try await file.open(.writer(durability))
    let engine = SQLiteEngine(
      writer: writer, snapshots: SnapshotConnections(of: file), lookups: try await Lookups(of: file),
      commits: CommitQueue(on: writer, limits: limits))
    self.init(rows: RowBackedStore(over: engine), path, belonging)
  }

  private init(rows: RowBackedStore<SQLiteEngine>, _ path: String, _ belonging: TemporaryDirectory.Belonging?) {
    self.rows = rows
    self.path = path
    self.belonging = belonging
  }

  /// Closes every connection; call it when no body runs any more. Whatever comes later is `.unavailable`.
  public func close() async {
    engine.commits.close()
    engine.endSignals()
    await engine.snapshots.close()
    await engine.lookups.close()
    // Last, for it takes the write-ahead log into the database.
    await engine.writer.close()
  }

  /// See `Store`.
  public func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await rows.read(for: tenant, body)
  }

  /// See `Store`. What was saved without being read overwrites.
  public func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await rows.transaction(for: tenant, body)
  }

  /// See `Store`.
  public var platform: any PlatformDirectory { rows.platform }

  /// See `SealRenewal`.
  public var renewal: any SealRenewal { rows.renewal }

  /// See `Store`. Tells of this process's commits.
  public func commits() -> AsyncStream<Void> { rows.commits() }

  /// Everything that a tenant has, row by row, with the seals opened: for laws that search for what must not be there.
  public func plainRows(of tenant: Tenant.ID) async throws(StoreFailure) -> [(table: String, bytes: [UInt8])] {
    try await rows.plainRows(of: tenant)
  }

  /// Reads one row that every migrated database has.
  public func ping() async throws(StoreFailure) { try await rows.ping() }
}
