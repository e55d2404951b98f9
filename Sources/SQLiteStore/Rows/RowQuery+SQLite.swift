import FoundationEssentials
import GRDB
import RowStore
import VoiceCore

extension RowQuery {
  /// What the question finds now.
  func rows(of tenant: Tenant.ID, in db: Database) throws -> [StoredRow] {
    try rows(from: .find(self, of: tenant, in: .sqlite), in: db)
  }

  /// What a statement finds whose columns are those of this question's answers.
  func rows(from sql: RowSQL, in db: Database) throws -> [StoredRow] {
    let statement = try sql.statement(in: db)
    var rows: [StoredRow] = []
    let cursor = try GRDB.Row.fetchCursor(statement)
    while let row = try cursor.next() { rows.append(try stored(row)) }
    return rows
  }

  private func stored(_ row: GRDB.Row) throws -> StoredRow {
    let columns = table.allColumns
    var parts: [Part] = []
    parts.reserveCapacity(columns.count)
    for (index, column) in columns.enumerated() {
      switch column.kind {
      case .integer: parts.append(.integer(try row.value(at: index)))
      case .id: parts.append(.id(try UInt128(bytes: try row.value(at: index))))
      case .bytes: parts.append(.bytes(Array(try row.value(at: index) as Data)))
      }
    }
    let body: Data = try row.value(at: columns.count + 2)
    let kept = RowStore.Row(
      key: Array(parts.prefix(table.key.count)), columns: Array(parts.dropFirst(table.key.count)),
      body: .bytes(Array(body)))
    return StoredRow(kept, version: try row.value(at: columns.count), position: try row.value(at: columns.count + 1))
  }
}

extension GRDB.Row {
  /// A column's value; anything else than what the schema says is `.corrupt`.
  fileprivate func value<Value: DatabaseValueConvertible>(at index: Int) throws -> Value {
    guard let value = Value.fromDatabaseValue(self[index]) else { throw StoreFailure.corrupt }
    return value
  }
}

extension RowBatch.Guard {
  /// Whether the row is as it was.
  func holds(of tenant: Tenant.ID, in db: Database) throws -> Bool {
    let statement = try RowSQL.version(query, of: tenant, in: .sqlite).statement(in: db)
    return try RowVersion.fetchOne(statement) ?? 0 == version
  }
}
