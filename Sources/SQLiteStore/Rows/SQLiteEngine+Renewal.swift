import GRDB
import RowStore
import VoiceCore

extension SQLiteEngine: RenewingEngine {
  /// Nobody else writes while a commit is under way, in whatever process.
  func commitMark() async throws(StoreFailure) -> Int64 { 0 }
  func isSettled(_ mark: Int64) async throws(StoreFailure) -> Bool { true }

  func rows(_ stretch: SealedStretch, of tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
    let sql = RowSQL.sealed(stretch, of: tenant, in: .sqlite)
    let query = RowQuery(stretch.table, .stretch(.init()))
    return try await lookups.access { db in try query.rows(from: sql, in: db) }
  }

  func renew(_ rows: RenewedRows, of tenant: Tenant.ID) async throws(StoreFailure) -> Renewed {
    var statements: [RowSQL] = []
    for row in rows.rows { statements.append(try .renew(row, in: rows.table, of: tenant, dialect: .sqlite)) }
    return try await write { [statements] db in
      guard try Commit.isNewest(rows.generation, of: tenant, in: db) else { return .superseded }
      var count = 0
      for sql in statements {
        try sql.statement(in: db).execute()
        count += db.changesCount
      }
      return .rows(count)
    }
  }
}
