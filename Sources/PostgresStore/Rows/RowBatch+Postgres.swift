import RowStore
import VoiceCore

/// A batch as one flush at READ COMMITTED, serializable all the same:
///
/// - Rows that were read and are there are locked before anything is written, in one order for all, so that what they say
///   still holds at the commit.
/// - A row that was read as absent and is written must be new: its key or its unique index forbids a second one.
/// - A row that was read as absent and isn't written is looked for once more after the writes, when everybody who could
///   have relied on them has been waited for. Two such batches of a tenant take turns, for neither would see the other's.
///
/// The isolation level SERIALIZABLE would promise the same and, in small tables, refuse much that is in no conflict.
extension RowBatch {
  /// The batch's statements.
  func statements(of tenant: Tenant.ID) throws(StoreFailure) -> [Statement] {
    let absent = guards.filter { $0.version == 0 && !isBacked($0) }
    var statements: [Statement] = []
    if needsKeys { statements.append(Statement("SELECT require_key()")) }
    if !absent.isEmpty {
      statements.append(
        Statement("SELECT pg_advisory_xact_lock(hashtextextended($1::uuid::text, 0))", [.uuid(tenant.bits)]))
    }
    for check in guards where check.version != 0 {
      let isWritten = writes.contains { $0.table.name == check.query.table.name }
      statements.append(check.statement(of: tenant, locking: isWritten ? " FOR NO KEY UPDATE" : " FOR SHARE"))
    }
    for write in writes { statements.append(try statement(for: write, of: tenant)) }
    if isLogged {
      statements.append(
        Statement(
          """
          INSERT INTO log_heads (position, tenant_id, version)
          VALUES (currval('log_positions'), $1, current_version())
          """, [.uuid(tenant.bits)]))
    }
    if forgets { statements.append(Self.forgetHeads(of: tenant)) }
    return statements + absent.map { $0.statement(of: tenant) }
  }

  /// How many heads go with one batch that forgets facts.
  private static let maximumForgottenHeads: Int64 = 1_000

  /// A tenant's newest head says all that the older ones did.
  private static func forgetHeads(of tenant: Tenant.ID) -> Statement {
    Statement(
      """
      DELETE FROM log_heads WHERE tenant_id = $1 AND ctid = ANY (ARRAY(
        SELECT ctid FROM log_heads WHERE tenant_id = $1 AND (version, position) < (
          SELECT version, position FROM log_heads WHERE tenant_id = $1 ORDER BY version DESC, position DESC LIMIT 1)
        ORDER BY version, position LIMIT $2))
      """, [.uuid(tenant.bits), .integer(maximumForgottenHeads)])
  }

  private func statement(for write: Write, of tenant: Tenant.ID) throws(StoreFailure) -> Statement {
    switch write {
    case .put(let table, let row):
      let wasAbsent = guards.contains { $0.version == 0 && $0.isKey(row.key, of: table) }
      return try RowSQL.put(row, in: table, of: tenant, replaces: !wasAbsent, in: .postgres).statement
    case .insert(let table, let row, _):
      return try RowSQL.put(row, in: table, of: tenant, replaces: false, in: .postgres).statement
    case .delete(let table, let key):
      return RowSQL.delete(key, in: table, of: tenant, in: .postgres).statement
    }
  }

  /// Whether a constraint forbids that somebody else makes an absent row at the same time.
  private func isBacked(_ check: Guard) -> Bool {
    let table = check.query.table
    switch check.query.selection {
    case .key(let key): return writes.contains { $0.row != nil && $0.table.name == table.name && $0.key == key }
    case .unique(let index, let parts):
      return writes.contains { write in
        guard let row = write.row, write.table.name == table.name else { return false }
        return table.place(of: row, in: index).starts(with: parts)
      }
    case .stretch, .log: return false
    }
  }

  /// What is taken when this constraint forbids a write; `nil` when a key that should be new is there already.
  func unique(behind rejection: PostgresFailure.Rejection) -> StoreFailure.Unique? {
    for write in writes {
      if case .insert(let table, _, let otherwise) = write, rejection.constraint == table.name + "_pkey" {
        return otherwise
      }
      for index in write.table.indexes where index.name == rejection.constraint {
        switch index.uniqueness {
        case .none: continue
        case .inTenant(let unique), .inDeployment(let unique): return unique
        }
      }
    }
    return nil
  }
}

extension RowBatch.Guard {
  /// Ends the transaction unless the row is as it was.
  func statement(of tenant: Tenant.ID, locking: String = "") -> Statement {
    let found = RowSQL.version(query, of: tenant, in: .postgres)
    return Statement(
      "SELECT require_version((\(found.text)\(locking)), $\(found.values.count + 1))",
      found.values.map(\.postgres) + [.integer(version)])
  }

  fileprivate func isKey(_ key: [Part], of table: TableSchema) -> Bool {
    guard case .key(let mine) = query.selection else { return false }
    return mine == key && query.table.name == table.name
  }
}
