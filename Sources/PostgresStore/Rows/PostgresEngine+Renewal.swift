import RowStore
import VoiceCore

extension PostgresEngine: RenewingEngine {
  /// A number of a transaction of its own: lower ones were given before. A commit asks for its key after it has written, so it has
  /// its number by then.
  func commitMark() async throws(StoreFailure) -> Int64 {
    let rows = try await commit([Statement("SELECT pg_current_xact_id()::text::bigint")], of: .platform)
    guard let mark = rows.first?.integer(0, 0) else { throw .unavailable }
    return mark
  }

  func isSettled(_ mark: Int64) async throws(StoreFailure) -> Bool {
    let question = Statement("SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint > $1", [.integer(mark)])
    do throws(PostgresFailure) {
      return try await pool.look(.platform, [question])[0].bool(0, 0) == true
    } catch {
      throw StoreFailure(error)
    }
  }

  func rows(_ stretch: SealedStretch, of tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
    let rows: [Rows]
    do throws(PostgresFailure) {
      rows = try await pool.look(.tenant(tenant), [RowSQL.sealed(stretch, of: tenant, in: .postgres).statement])
    } catch {
      throw StoreFailure(error)
    }
    return try rows[0].stored(in: stretch.table)
  }

  /// The rows are written in the order of their keys, as those that commits lock: so whoever waits waits for one who doesn't.
  func renew(_ rows: RenewedRows, of tenant: Tenant.ID) async throws(StoreFailure) -> Renewed {
    var statements: [Statement] = []
    for row in rows.rows {
      let sql = try RowSQL.renew(row, in: rows.table, of: tenant, dialect: .postgres)
      statements.append(Statement(sql.text + " RETURNING 1::bigint", sql.values.map(\.postgres)))
    }
    statements.append(Statement("SELECT require_generation($1)", [.integer(Int64(rows.generation))]))
    do throws(PostgresFailure) {
      let answers = try await pool.commit(.tenant(tenant), isolation: .readCommitted, statements)
      return .rows(answers.dropLast().reduce(0) { $0 + $1.count })
    } catch .rejected(let rejection) where rejection.sqlState == Self.withdrawn {
      return .superseded
    } catch .rejected(let rejection) where ["40001", "40P01"].contains(rejection.sqlState) {
      return .again
    } catch .rejected(let rejection) where rejection.sqlState == Self.destroyed {
      throw .notFound
    } catch .outcomeUnknown {
      return .again
    } catch {
      throw StoreFailure(error)
    }
  }
}
