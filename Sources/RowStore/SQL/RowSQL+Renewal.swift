public import VoiceCore

extension RowSQL {
  /// The rows of a stretch as `find` has them, but the body only of those that are sealed under an older key.
  public static func sealed(_ stretch: SealedStretch, of tenant: Tenant.ID, in dialect: Dialect) -> RowSQL {
    let table = stretch.table
    var sql = RowSQL(dialect)
    sql.add("SELECT ")
    for column in table.allColumns { sql.add(column.name + ", ") }
    sql.add("version, \(table.isLog ? "position" : "0"), CASE WHEN substr(body, 1, \(SealedHeader.count)) < ")
    sql.add(.body(stretch.header))
    sql.add(" THEN body ELSE substr(body, 1, 0) END FROM \(table.name)")
    sql.addSelection(RowQuery(table, .stretch(.init(after: stretch.last, limit: stretch.limit))), of: tenant)
    return sql
  }

  /// Puts another body in a row that has this version still, which it keeps.
  public static func renew(
    _ stored: StoredRow, in table: TableSchema, of tenant: Tenant.ID, dialect: Dialect
  ) throws(StoreFailure) -> RowSQL {
    guard case .bytes(let body) = stored.row.body else { throw .corrupt }
    var sql = RowSQL(dialect)
    sql.add("UPDATE \(table.name) SET body = ")
    sql.add(.body(body))
    sql.addCondition(of: tenant, table.key.map(\.name), stored.row.key)
    sql.add(" AND version = ")
    sql.add(.integer(stored.version))
    return sql
  }
}
