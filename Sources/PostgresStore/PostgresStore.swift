import RowStore
public import VoiceCore

/// The store in Postgres: the shared engine of a deployment of many nodes. Row-level security is forced on every tenant's
/// table, and the application's role owns nothing.
///
/// One thread of its own speaks libpq; no event loop and no cooperative thread ever waits. Every wait has a bound
/// (`PostgresSettings`), beyond which `.unavailable` is thrown.
public struct PostgresStore: ErasableStore {
  private let rows: RowBackedStore<PostgresEngine>
  private let pool: PostgresPool
  private let setting: String

  /// A store whose schema is there (`migrate`). Connects when it is first asked. Nothing is sealed until `sealed(by:)`.
  public init(_ settings: PostgresSettings) throws(PostgresFailure) {
    let pool = try PostgresPool(settings)
    self.init(pool: pool, setting: settings.url.setting, rows: RowBackedStore(over: PostgresEngine(pool: pool)))
  }

  private init(pool: PostgresPool, setting: String, rows: RowBackedStore<PostgresEngine>) {
    self.pool = pool
    self.setting = setting
    self.rows = rows
  }

  /// The same store, whose rows are sealed by these ciphers. Closing either closes both.
  public func sealed(by ciphers: any RowCiphers) -> PostgresStore {
    PostgresStore(pool: pool, setting: setting, rows: RowBackedStore(over: rows.engine, sealedBy: ciphers))
  }

  /// Where the tenants' wrapped keys are kept.
  public var keyRecords: any TenantKeyRecords { PostgresKeyRecords(pool: pool) }

  /// See `TenantErasure`.
  public var erasure: any TenantErasure { rows.erasure }

  /// Among all nodes of the database, by locks of the server's.
  public var leadership: any Leadership { PostgresLeadership(pool: pool) }

  /// Closes every connection; call it when no body runs any more. Whatever comes later is `.unavailable`.
  public func close() async { await pool.close() }

  /// See `Store`. A body that reads more than once may run twice, so it has no effects.
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

  /// See `Store`. Tells of all nodes' commits.
  public func commits() -> AsyncStream<Void> { rows.commits() }

  /// Speaks to the server, so that what is wrong with address, role, rights or schema is told by its name before anything
  /// is served.
  public func check() async throws(PostgresFailure) { try await SchemaCheck(pool: pool, setting: setting).run() }

  /// Reads a table that every migrated database has.
  public func ping() async throws(StoreFailure) { try await rows.ping() }
}
