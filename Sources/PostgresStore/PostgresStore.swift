import RowStore
public import VoiceCore

/// The store in Postgres: the shared engine of a deployment of many nodes. Row-level security is forced on every tenant's
/// table, and the application's role owns nothing.
///
/// One thread of its own speaks libpq; no event loop and no cooperative thread ever waits. Every wait has a bound
/// (`PostgresSettings`), beyond which `.unavailable` is thrown.
public struct PostgresStore: Store {
  private let rows: RowBackedStore<PostgresEngine>
  private let pool: PostgresPool

  /// Makes ciphers of the place where wrapped keys are kept.
  public typealias Ciphers = @Sendable (any TenantKeyRecords) -> (any RowCiphers)?
  /// Nothing is sealed: for trials.
  public static let unsealed: Ciphers = { _ in nil }

  /// A store whose schema is there (`migrate`). Connects when it is first asked.
  public init(_ settings: PostgresSettings, sealedBy ciphers: Ciphers = unsealed) throws(PostgresFailure) {
    pool = try PostgresPool(settings)
    rows = RowBackedStore(
      over: PostgresEngine(pool: pool), sealedBy: ciphers(PostgresKeyRecords(pool: pool)))
  }

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

  /// See `Store`. Tells of all nodes' commits.
  public func commits() -> AsyncStream<Void> { rows.commits() }

  /// Reads a table that every migrated database has.
  public func ping() async throws(StoreFailure) { try await rows.ping() }
}
