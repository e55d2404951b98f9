import FoundationEssentials
import GRDB
import RowStore
import Synchronization
import VoiceCore

/// The connections for reads that see the latest commit. Nobody holds one for longer than an access, so bodies that
/// read inside other bodies can't wait for each other.
final class Lookups: RowSource {
  private let connections: [Connection]
  private let limit: Int
  private let turns = Mutex((next: 0, running: 0))

  init(of file: DatabaseFile) async throws(StoreFailure) {
    var connections: [Connection] = []
    for _ in 0..<max(1, file.limits.lookups) { connections.append(try await file.open(.lookups)) }
    self.connections = connections
    limit = file.limits.waitingLookups
  }

  func rows(_ query: RowQuery, for tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
    try await access { db in try query.rows(of: tenant, in: db) }
  }

  /// Whether what was read is as it was, all at one instant.
  func hold(_ guards: [RowBatch.Guard], of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    try await access { db in
      var holds = false
      try db.inTransaction(.deferred) {
        holds = try guards.allSatisfy { try $0.holds(of: tenant, in: db) }
        return .commit
      }
      return holds
    }
  }

  /// The tenants that a question finds.
  func tenants(_ sql: String, _ parts: [Part]) async throws(StoreFailure) -> [Tenant.ID] {
    try await access { db in
      let statement = try db.cachedStatement(sql: sql)
      return try Data.fetchAll(statement, arguments: StatementArguments(parts.map(\.database)))
        .map { Identifier(try UInt128(bytes: $0)) }
    }
  }

  /// Up to where logs have grown, from just after a place.
  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] {
    try await access { db in
      let statement = try db.cachedStatement(
        sql: """
          SELECT tenant_id, version, position FROM log_heads t
          WHERE (version, position) > (?, ?) AND \(SQLiteEngine.isOpen) ORDER BY version, position LIMIT ?
          """)
      // Positions count from 1.
      let rows = try GRDB.Row.fetchAll(
        statement, arguments: [position?.commit ?? 0, position?.number ?? 0, limit])
      return try rows.map { row in
        LogHead(
          tenant: Identifier(try UInt128(bytes: row[0])), position: LogPosition(commit: row[1], number: row[2]))
      }
    }
  }

  /// Reads one row that every migrated database has.
  func ping() async throws(StoreFailure) {
    let count = try await access { db in
      try Int.fetchOne(try db.cachedStatement(sql: "SELECT count(value) FROM commit_sequence"))
    }
    guard count == 1 else { throw .corrupt }
  }

  /// Runs work on the next connection.
  func access<Value: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreFailure) -> Value {
    let connection = try takeTurn()
    defer { endTurn() }
    return try await connection.access(work)
  }

  func close() async { for connection in connections { await connection.close() } }

  private func takeTurn() throws(StoreFailure) -> Connection {
    try turns.withLock { turns throws(StoreFailure) in
      guard turns.running < limit else { throw .unavailable }
      turns.running += 1
      turns.next = (turns.next + 1) % connections.count
      return connections[turns.next]
    }
  }

  private func endTurn() { turns.withLock { $0.running -= 1 } }
}
