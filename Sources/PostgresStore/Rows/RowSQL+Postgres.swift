import RowStore
import VoiceCore

extension RowSQL.Dialect {
  /// A version is a transaction's number, and each that may still add has at least this one: what is below it, and is
  /// read in the order of versions, has no predecessor that could still appear. Positions wouldn't do: a transaction that
  /// began earlier may draw a later one, and be there when its elder's isn't.
  static let isSettled = "version < pg_snapshot_xmin(pg_current_snapshot())::text::bigint + version_offset()"

  static let postgres = RowSQL.Dialect(
    placeholder: "$", version: "current_version()", position: "nextval('log_positions')",
    settled: " AND " + isSettled)
}

extension RowSQL {
  /// The statement as libpq takes it.
  var statement: Statement { Statement(text, values.map(\.postgres)) }
}

extension RowSQL.Value {
  var postgres: PostgresValue {
    switch self {
    case .tenant(let tenant): .uuid(tenant.bits)
    case .part(let part): part.postgres
    case .integer(let value): .integer(value)
    case .body(let bytes): .bytes(bytes)
    }
  }
}

extension Part {
  var postgres: PostgresValue {
    switch self {
    case .id(let bits): .uuid(bits)
    case .integer(let value): .integer(value)
    case .bytes(let bytes): .bytes(bytes)
    }
  }
}

extension Rows {
  /// The rows of a question to this table; `.corrupt` when the columns aren't what the schema says.
  func stored(in table: TableSchema) throws(StoreFailure) -> [StoredRow] {
    let columns = table.allColumns
    var rows: [StoredRow] = []
    rows.reserveCapacity(count)
    for index in 0..<count {
      var (key, others): ([Part], [Part]) = ([], [])
      key.reserveCapacity(table.key.count)
      others.reserveCapacity(table.columns.count)
      for (place, column) in columns.enumerated() {
        let part: Part? =
          switch column.kind {
          case .integer: integer(index, place).map(Part.integer)
          case .id: uuid(index, place).map { .id($0) }
          case .bytes: bytes(index, place).map(Part.bytes)
          }
        guard let part else { throw .corrupt }
        if place < table.key.count { key.append(part) } else { others.append(part) }
      }
      guard let version = integer(index, columns.count), let position = integer(index, columns.count + 1),
        let body = bytes(index, columns.count + 2)
      else { throw .corrupt }
      rows.append(
        StoredRow(Row(key: key, columns: others, body: .bytes(body)), version: version, position: position))
    }
    return rows
  }
}
