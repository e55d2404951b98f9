public import VoiceCore

/// One statement in the SQL that SQLite and Postgres share, with its values in the order of their numbers.
public struct RowSQL: Sendable {
  /// What a placeholder stands for.
  public enum Value: Sendable {
    case tenant(Tenant.ID)
    case part(Part)
    case body([UInt8])
    case integer(Int64)
  }

  public private(set) var text: String
  public private(set) var values: [Value]
  private let dialect: Dialect

  init(_ dialect: Dialect, text: String = "", values: [Value] = []) {
    self.text = text
    self.values = values
    self.dialect = dialect
  }

  /// What engines write differently.
  public struct Dialect: Sendable {
    /// Before a placeholder's number.
    public let placeholder: String
    /// The version that a commit gives its rows.
    public let version: String
    /// The next position of the log.
    public let position: String
    /// What else must hold of a log's rows that are read; begins with ` AND ` unless empty.
    public let settled: String

    /// A dialect of these words.
    public init(placeholder: String, version: String, position: String, settled: String = "") {
      self.placeholder = placeholder
      self.version = version
      self.position = position
      self.settled = settled
    }
  }

  /// Adds text.
  mutating func add(_ text: String) { self.text += text }

  /// Adds a placeholder for this value.
  mutating func add(_ value: Value) {
    values.append(value)
    text += dialect.placeholder + String(values.count)
  }

  /// Adds values, separated by commas.
  mutating func add(_ values: [Value]) {
    for (index, value) in values.enumerated() {
      if index > 0 { text += ", " }
      add(value)
    }
  }

  /// Adds `column = value` for each, after the tenant's.
  mutating func addCondition(of tenant: Tenant.ID, _ columns: some Collection<String>, _ parts: [Part]) {
    add(" WHERE tenant_id = ")
    add(.tenant(tenant))
    for (column, part) in zip(columns, parts) {
      add(" AND \(column) = ")
      add(.part(part))
    }
  }
}

extension RowSQL {
  /// Finds rows: the key's columns, the others, `version`, `position` (0 where there is none), `body`.
  public static func find(_ query: RowQuery, of tenant: Tenant.ID, in dialect: Dialect) -> RowSQL {
    if let shape = Shape(.find, query, dialect), let known = shape.known(query.values(of: tenant), dialect) {
      return known
    }
    let table = query.table
    var sql = RowSQL(dialect)
    sql.add("SELECT ")
    for column in table.allColumns { sql.add(column.name + ", ") }
    sql.add("version, \(table.isLog ? "position" : "0"), body FROM \(table.name)")
    sql.addSelection(query, of: tenant)
    Shape(.find, query, dialect)?.keep(sql)
    return sql
  }

  /// Finds the version of at most one row.
  public static func version(_ query: RowQuery, of tenant: Tenant.ID, in dialect: Dialect) -> RowSQL {
    var sql = RowSQL(dialect)
    sql.add("SELECT version FROM \(query.table.name)")
    sql.addSelection(query, of: tenant)
    return sql
  }

  mutating func addSelection(_ query: RowQuery, of tenant: Tenant.ID) {
    let table = query.table
    switch query.selection {
    case .key(let key): addCondition(of: tenant, table.key.map(\.name), key)
    case .unique(let index, let parts): addCondition(of: tenant, table.index(index)?.columns ?? [], parts)
    case .stretch(let stretch):
      let index = stretch.index.flatMap(table.index)
      let order = (index?.columns ?? []) + table.key.map(\.name)
      addCondition(of: tenant, order, stretch.prefix)
      // An index may end with columns of the key: each counts once.
      if let after = stretch.after {
        add(" AND (\(order.joined(separator: ", "))) \(stretch.isDescending ? "<" : ">") (")
        add(after.map(Value.part))
        add(")")
      }
      let direction = stretch.isDescending ? " DESC" : ""
      if !order.isEmpty { add(" ORDER BY " + order.map { $0 + direction }.joined(separator: ", ")) }
      if stretch.limit < .max {
        add(" LIMIT ")
        add(.integer(Int64(max(0, stretch.limit))))
      }
    case .log(let position, let limit):
      addCondition(of: tenant, [], [])
      if let position {
        add(" AND (version, position) > (")
        add([.integer(position.commit), .integer(position.number)])
        add(")")
      }
      add(dialect.settled + " ORDER BY version, position LIMIT ")
      add(.integer(Int64(max(0, limit))))
    }
  }

  /// Adds a row; with `replaces`, or replaces the one with its key. The body must be bytes.
  public static func put(
    _ row: Row, in table: TableSchema, of tenant: Tenant.ID, replaces: Bool, in dialect: Dialect
  ) throws(StoreFailure) -> RowSQL {
    guard case .bytes(let body) = row.body else { throw .corrupt }
    let shape = Shape(replaces ? .replace : .insert, table, dialect)
    let values = [.tenant(tenant)] + row.parts.map(Value.part) + [.body(body)]
    if let known = shape.known(values, dialect) { return known }
    var sql = RowSQL(dialect)
    let columns = table.allColumns.map(\.name)
    let kept = columns + ["version"] + (table.isLog ? ["position"] : []) + ["body"]
    sql.add("INSERT INTO \(table.name) (tenant_id, \(kept.joined(separator: ", "))) VALUES (")
    sql.add([.tenant(tenant)] + row.parts.map(Value.part))
    sql.add(", \(dialect.version), ")
    if table.isLog { sql.add(dialect.position + ", ") }
    sql.add(.body(body))
    sql.add(")")
    if replaces {
      let key = ["tenant_id"] + table.key.map(\.name)
      let changed = kept.dropFirst(table.key.count).map { "\($0) = excluded.\($0)" }
      sql.add(
        " ON CONFLICT (\(key.joined(separator: ", "))) DO UPDATE SET \(changed.joined(separator: ", "))")
    }
    shape.keep(sql)
    return sql
  }

  /// Takes a row out.
  public static func delete(
    _ key: [Part], in table: TableSchema, of tenant: Tenant.ID, in dialect: Dialect
  ) -> RowSQL {
    var sql = RowSQL(dialect)
    sql.add("DELETE FROM \(table.name)")
    sql.addCondition(of: tenant, table.key.map(\.name), key)
    return sql
  }

  /// Gives up what a row holds in an index, so that another of the same batch can have it.
  public static func release(
    _ key: [Part], from index: TableSchema.Index, in table: TableSchema, of tenant: Tenant.ID, in dialect: Dialect
  ) -> RowSQL {
    var sql = RowSQL(dialect)
    sql.add("UPDATE \(table.name) SET " + index.columns.map { $0 + " = NULL" }.joined(separator: ", "))
    sql.addCondition(of: tenant, table.key.map(\.name), key)
    return sql
  }
}

extension RowBatch.Write {
  /// The write's row, if it leaves one.
  public var row: Row? {
    switch self {
    case .put(_, let row), .insert(_, let row, _): row
    case .delete: nil
    }
  }

  /// The key of the row.
  public var key: [Part] {
    switch self {
    case .put(_, let row), .insert(_, let row, _): row.key
    case .delete(_, let key): key
    }
  }
}
