/// What one connection has prepared, by text; the least recently used go when there are too many.
struct PreparedStatements {
  /// One statement as the server knows it. Parameter types belong to it: NULL fits any, and fixes none.
  struct Entry {
    let name: String
    let types: [UInt32]
    /// Whether the server said yes. What was sent in a batch that failed before it may not exist.
    var isConfirmed = false
    var lastUse: Int
  }

  enum Finding {
    case prepared(name: String)
    /// To be prepared first, in the same batch.
    case new(name: String, types: [UInt32])
  }

  private let capacity: Int
  private var entries: [String: Entry] = [:]
  private var uses = 0
  private var names = 0
  /// Names that the server holds and nobody uses any more.
  private(set) var abandoned: [String] = []

  init(capacity: Int) { self.capacity = max(8, capacity) }

  mutating func find(_ statement: Statement) -> Finding {
    uses += 1
    if let index = entries.index(forKey: statement.sql) {
      let entry = entries.values[index]
      if Self.fits(entry.types, statement.values) {
        entries.values[index].lastUse = uses
        return .prepared(name: entry.name)
      }
      abandoned.append(entry.name)
      return add(statement, types: Self.merge(entry.types, statement.values))
    }
    return add(statement, types: statement.values.map(\.type))
  }

  /// The server prepared it.
  mutating func confirm(_ sql: String, name: String) {
    if entries[sql]?.name == name { entries[sql]?.isConfirmed = true }
  }

  /// A batch ended: what it sent and the server didn't confirm is not there.
  mutating func forgetUnconfirmed() { entries = entries.filter { $0.value.isConfirmed } }

  /// The names to be given back ahead of the next batch.
  mutating func takeAbandoned() -> [String] {
    while entries.count > capacity, let oldest = entries.min(by: { $0.value.lastUse < $1.value.lastUse }) {
      entries[oldest.key] = nil
      abandoned.append(oldest.value.name)
    }
    defer { abandoned = [] }
    return abandoned
  }

  private mutating func add(_ statement: Statement, types: [UInt32]) -> Finding {
    names += 1
    let name = "v\(names)"
    entries[statement.sql] = Entry(name: name, types: types, lastUse: uses)
    return .new(name: name, types: types)
  }

  private static func fits(_ types: [UInt32], _ values: [PostgresValue]) -> Bool {
    guard types.count == values.count else { return false }
    for index in types.indices where values[index].type != types[index] && values[index] != .null { return false }
    return true
  }

  /// What is known of each parameter: NULL tells nothing, unless the other values are of other types than they were.
  private static func merge(_ types: [UInt32], _ values: [PostgresValue]) -> [UInt32] {
    let agree = zip(types, values).allSatisfy { $0 == 0 || $1 == .null || $0 == $1.type }
    guard agree, types.count == values.count else { return values.map(\.type) }
    return zip(types, values).map { $1 == .null ? $0 : $1.type }
  }
}
