import GRDB
import RowStore
import VoiceCore

/// Rows in one SQLite file: one writer, write-ahead log, several readers beside it.
struct SQLiteEngine: RowEngine {
  let writer: Connection
  let snapshots: SnapshotConnections
  let lookups: Lookups
  let commits: CommitQueue
  private let growth = CommitSignal()

  init(writer: Connection, snapshots: SnapshotConnections, lookups: Lookups, commits: CommitQueue) {
    self.writer = writer
    self.snapshots = snapshots
    self.lookups = lookups
    self.commits = commits
  }

  func snapshot<Outcome: Sendable>(
    of tenant: Tenant.ID, _ body: @Sendable (any RowSource) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    let lease = SnapshotLease(of: try await snapshots.borrow(), from: snapshots)
    defer { lease.end() }
    return try await body(lease)
  }

  func latest(of tenant: Tenant.ID) -> any RowSource { lookups }

  func commit(_ batch: RowBatch, of tenant: Tenant.ID) async throws(StoreFailure) -> RowCommit {
    guard !batch.writes.isEmpty else { return try await lookups.hold(batch.guards, of: tenant) ? .done : .overtaken }
    let commit = try await commits.submit(try Commit(batch, of: tenant))
    if commit == .done, batch.isLogged { growth.send() }
    return commit
  }

  // The tenants' own unique indexes answer: they can't disagree with the rows.
  func holder(of parts: [Part], in table: TableSchema, index: String) async throws(StoreFailure) -> Tenant.ID? {
    let columns = table.index(index)?.columns ?? []
    let sql =
      "SELECT tenant_id FROM \(table.name) t WHERE " + columns.map { "\($0) = ?" }.joined(separator: " AND ")
      + " AND \(Self.isOpen)"
    return try await lookups.tenants(sql, parts).first
  }

  func holders(
    in table: TableSchema, index: String, after last: Tenant.ID?, limit: Int
  ) async throws(StoreFailure) -> [Tenant.ID] {
    // No tenant has the lowest id, which stands for the deployment itself.
    try await lookups.tenants(
      """
      SELECT DISTINCT tenant_id FROM \(table.name) t WHERE tenant_id > ? AND \(Self.isOpen)
      ORDER BY tenant_id LIMIT ?
      """, [.id(last?.bits ?? 0), .integer(Int64(limit))])
  }

  /// Of a row `t` with a tenant: that the tenant isn't closed. One look at a key, however many were ever closed.
  static let isOpen =
    "NOT EXISTS (SELECT 1 FROM tenant_closures c WHERE c.tenant_id = t.tenant_id AND c.step = 'closed')"

  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] {
    try await lookups.logHeads(after: position, limit: limit)
  }

  /// Of this process: what another one commits to the file isn't heard.
  func signals() -> AsyncStream<Void> { growth.stream() }

  /// No more commits will come.
  func endSignals() { growth.end() }

  /// The one writer lets sweepers take turns: 0 says that none is left.
  func sweep(_ table: TableSchema, of tenant: Tenant.ID, limit: Int) async throws(StoreFailure) -> Int? {
    try await write { db in
      let key = (["tenant_id"] + table.key.map(\.name)).joined(separator: ", ")
      try db.cachedStatement(
        sql: """
          DELETE FROM \(table.name) WHERE (\(key)) IN (SELECT \(key) FROM \(table.name) WHERE tenant_id = ? LIMIT ?)
          """
      ).execute(arguments: [tenant.bits.bytes, limit])
      var swept = db.changesCount
      if table.isLog {
        try db.cachedStatement(sql: "DELETE FROM log_heads WHERE tenant_id = ?").execute(arguments: [tenant.bits.bytes])
        swept += db.changesCount
      }
      try Self.count(swept, in: table.name, of: tenant, db)
      return swept
    }
  }

  /// Reads one row that every migrated database has.
  func ping() async throws(StoreFailure) { try await lookups.ping() }
}
