import RowStore
import VoiceCore

extension RowBatch {
  /// The batch as statements: checks that end the transaction, then writes.
  func statements(of tenant: Tenant.ID) throws(StoreFailure) -> [Statement] {
    var statements = guards.map { $0.statement(of: tenant) }
    for write in writes {
      switch write {
      case .put(let table, let row):
        statements.append(try RowSQL.put(row, in: table, of: tenant, replaces: true, in: .postgres).statement)
      case .insert(let table, let row, _):
        statements.append(try RowSQL.put(row, in: table, of: tenant, replaces: false, in: .postgres).statement)
      case .delete(let table, let key):
        statements.append(RowSQL.delete(key, in: table, of: tenant, in: .postgres).statement)
      }
    }
    if isLogged {
      statements.append(
        Statement(
          """
          INSERT INTO log_heads (position, tenant_id, version)
          VALUES (currval('log_positions'), $1, current_version())
          """, [.uuid(tenant.bits)]))
    }
    return statements
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
  func statement(of tenant: Tenant.ID) -> Statement {
    let found = RowSQL.version(query, of: tenant, in: .postgres)
    return Statement(
      "SELECT require_version((\(found.text)), $\(found.values.count + 1))",
      found.values.map(\.postgres) + [.integer(version)])
  }
}
