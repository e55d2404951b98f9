import FoundationEssentials
public import VoiceCore

/// The store in one SQLite file: the embedded default. One writer, write-ahead log, several readers beside it.
///
/// A second process may use the same file. Statements run on the connections' own queues, never on an event loop or a
/// cooperative thread; every wait has a bound (`Limits`), beyond which `.unavailable` is thrown. Cancelling a task
/// doesn't interrupt its unit of work, which is short: it is committed whole, or not at all.
public final class SQLiteStore: Store {
  let writer: Connection
  let snapshots: SnapshotConnections
  let lookups: Lookups
  let commits: CommitQueue
  private let reruns = RerunLine()
  /// A directory that goes with the store.
  private let belonging: String?

  /// Opens the file, which is created with mode 0600 when it isn't there. Its schema is the caller's to `migrate`.
  /// - Throws: `.unavailable` when the file can't be opened, `.corrupt` when it is no database.
  public convenience init(
    path: String, durability: Durability = .everyCommit, limits: Limits = Limits(), turns: Turns = .queued
  ) async throws(StoreFailure) {
    try await self.init(path: path, belonging: nil, durability, limits, turns)
  }

  /// A migrated store that lives in memory as far as the machine allows, and goes with the process: for tests and
  /// trials.
  public static func inMemory(
    limits: Limits = Limits(), turns: Turns = .queued
  ) async throws(StoreFailure) -> SQLiteStore {
    let directory = try TemporaryDirectory.make()
    let store: SQLiteStore
    do throws(StoreFailure) {
      store = try await SQLiteStore(
        path: directory + "/voicecore.db", belonging: directory, .operatingSystem, limits, turns)
    } catch {
      TemporaryDirectory.remove(directory)
      throw error
    }
    try await store.migrate()
    return store
  }

  private init(
    path: String, belonging: String?, _ durability: Durability, _ limits: Limits, _ turns: Turns
  ) async throws(StoreFailure) {
    let file = DatabaseFile(path: path, limits: limits, turns: turns)
    writer = try await file.open(.writer(durability))
    snapshots = SnapshotConnections(of: file)
    lookups = try await Lookups(of: file)
    commits = CommitQueue(on: writer, limits: limits)
    self.belonging = belonging
  }

  deinit {
    // Files that are still open stay readable to whoever has them, and go when they are closed.
    if let belonging { TemporaryDirectory.remove(belonging) }
  }

  /// Closes every connection; call it when no body runs any more. Whatever comes later is `.unavailable`.
  public func close() async {
    commits.close()
    await snapshots.close()
    await lookups.close()
    // Last, for it takes the write-ahead log into the database.
    await writer.close()
  }

  /// See `Store`.
  public func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    let lease = SnapshotLease(of: try await snapshots.borrow(), from: snapshots)
    defer { lease.end() }
    return try await body(SnapshotScope(rows: TenantRows(of: tenant, from: lease)))
  }

  /// See `Store`. Changes that were saved without being read overwrite.
  public func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    if let result = await attempt(for: tenant, body) { return try result.get() }
    let result = await reruns.turn(of: tenant) { () -> Result<Outcome, StoreFailure>? in
      for _ in 2...TransactionLimits.maximumRuns {
        if let result = await attempt(for: tenant, body) { return result }
      }
      return nil
    }
    guard let result = result ?? nil else { throw .conflict }
    return try result.get()
  }

  /// See `Store`.
  public var platform: any PlatformDirectory { SQLiteDirectory(lookups: lookups) }

  /// Reads one row that every migrated database has.
  public func ping() async throws(StoreFailure) {
    guard try await lookups.rows(Query("SELECT value, 0, '' FROM commit_sequence")).count == 1 else { throw .corrupt }
  }

  /// Runs the body once and commits what it did; `nil` when it was overtaken.
  private func attempt<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async -> Result<Outcome, StoreFailure>? {
    let unit = UnitOfWork(TenantRows(of: tenant, from: lookups))
    let outcome: Result<Outcome, StoreFailure>
    do throws(StoreFailure) { outcome = .success(try await body(unit)) } catch { outcome = .failure(error) }
    let work = unit.end()
    do throws(StoreFailure) {
      switch outcome {
      case .success: return try await commit(work, of: tenant) ? outcome : nil
      // A refusal that is founded on several instants may be none: then the body runs again.
      case .failure: return try await isSound(work, of: tenant) ? outcome : nil
      }
    } catch {
      return .failure(error)
    }
  }

  private func commit(_ work: FinishedWork, of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    guard !work.changes.isEmpty else { return try await isSound(work, of: tenant) }
    return try await commits.submit(try Commit(work, of: tenant))
  }

  private func isSound(_ work: FinishedWork, of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    guard work.mayMixInstants else { return true }
    let guards = work.guards(of: tenant)
    return try await lookups.access(atOneInstant: guards)
  }
}
