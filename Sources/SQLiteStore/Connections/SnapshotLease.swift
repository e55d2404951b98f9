import GRDB
import RowStore
import Synchronization
import VoiceCore

/// A connection that one snapshot holds. Its transaction begins with the first read, which fixes the instant, and ends
/// with the body; the write-ahead log keeps that instant readable while others commit.
final class SnapshotLease: RowSource {
  private let connection: Connection
  private let pool: SnapshotConnections
  private let hasEnded = Mutex(false)

  init(of connection: Connection, from pool: SnapshotConnections) {
    self.connection = connection
    self.pool = pool
  }

  func rows(_ query: RowQuery, for tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
    try checkOpen()
    return try await connection.access { [self] db in
      // Again, on the connection's queue: from its end on, the connection is somebody else's.
      try checkOpen()
      if !db.isInsideTransaction { try db.beginTransaction(.deferred) }
      return try query.rows(of: tenant, in: db)
    }
  }

  /// From now on every read throws; the connection goes back when those under way are through.
  func end() {
    hasEnded.withLock { $0 = true }
    pool.expect()
    connection.perform { [connection, pool] db in
      do {
        try db.rollback()
        pool.giveBack(connection)
      } catch {
        pool.giveUp()
      }
    }
  }

  private func checkOpen() throws(StoreFailure) {
    if hasEnded.withLock({ $0 }) { throw .scopeEnded }
  }
}
