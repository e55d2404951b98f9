import RowStore
import VoiceCore

/// One tenant's tables. A copy is a snapshot.
struct TenantTables: Sendable {
  /// A table's rows by key, and its indexes, which lead to keys.
  struct Table: Sendable {
    var rows = OrderedMap<Place, StoredRow>()
    var indexes: [String: OrderedMap<Place, Place>] = [:]
    /// A log's rows by position.
    var log = OrderedMap<Int64, Place>()
  }

  private(set) var tables: [String: Table] = [:]

  /// The row with this key.
  func row(_ key: Place, in table: TableSchema) -> StoredRow? { tables[table.name]?.rows[key] }

  /// The key of the row with these parts in a unique index.
  func holder(of parts: [Part], in table: TableSchema, index: String) -> Place? {
    var found: Place?
    tables[table.name]?.indexes[index]?.ascend(from: Place(parts)) { place, key in
      if place.parts.starts(with: parts) { found = key }
      return false
    }
    return found
  }

  /// The answer to a question.
  func rows(_ selection: RowQuery.Selection, in table: TableSchema) -> [StoredRow] {
    guard let state = tables[table.name] else { return [] }
    switch selection {
    case .key(let key): return state.rows[Place(key)].map { [$0] } ?? []
    case .unique(let index, let parts):
      return holder(of: parts, in: table, index: index).flatMap { state.rows[$0] }.map { [$0] } ?? []
    case .stretch(let stretch): return state.stretch(stretch)
    case .log(let position, let limit):
      var rows: [StoredRow] = []
      guard limit > 0 else { return [] }
      // Commits come one after another here, so the numbers alone are in order.
      state.log.ascend(from: position.map { $0.number + 1 }) { _, key in
        if let row = state.rows[key] { rows.append(row) }
        return rows.count < limit
      }
      return rows
    }
  }

  /// Adds a row or replaces the one with its key.
  mutating func put(_ stored: StoredRow, in table: TableSchema) {
    remove(Place(stored.row.key), in: table)
    let key = Place(stored.row.key)
    tables[table.name, default: Table()].rows[key] = stored
    for index in table.indexes {
      let place = Place(table.place(of: stored.row, in: index.name))
      tables[table.name]?.indexes[index.name, default: OrderedMap()][place] = key
    }
    if table.isLog { tables[table.name]?.log[stored.position] = key }
  }

  /// Takes a row out.
  mutating func remove(_ key: Place, in table: TableSchema) {
    guard let old = tables[table.name]?.rows[key] else { return }
    for index in table.indexes {
      tables[table.name]?.indexes[index.name]?[Place(table.place(of: old.row, in: index.name))] = nil
    }
    if table.isLog { tables[table.name]?.log[old.position] = nil }
    tables[table.name]?.rows[key] = nil
  }
}

extension TenantTables.Table {
  /// A stretch of an order.
  func stretch(_ stretch: RowQuery.Stretch) -> [StoredRow] {
    guard let index = stretch.index else {
      return walk(rows, stretch) { $1 }
    }
    return walk(indexes[index] ?? OrderedMap(), stretch) { rows[$1] }
  }

  private func walk<Value: Sendable>(
    _ map: OrderedMap<Place, Value>, _ stretch: RowQuery.Stretch, _ row: (Place, Value) -> StoredRow?
  ) -> [StoredRow] {
    var found: [StoredRow] = []
    guard stretch.limit > 0 else { return [] }
    let visit = { (place: Place, value: Value) -> Bool in
      guard place.parts.starts(with: stretch.prefix) else {
        // Going down from the end of all, what comes after the prefix is passed over.
        return stretch.isDescending && Place(stretch.prefix) < place
      }
      if place.parts != stretch.after, let row = row(place, value) { found.append(row) }
      return found.count < stretch.limit
    }
    if stretch.isDescending {
      map.descend(below: stretch.after.map(Place.init) ?? stretch.prefix.pastAll, visit)
    } else {
      map.ascend(from: Place(stretch.after ?? stretch.prefix), visit)
    }
    return found
  }
}

extension [Part] {
  /// The least place after all that begin with these parts, when there is an easy one.
  fileprivate var pastAll: Place? {
    guard case .id(let id)? = last, id < .max else { return nil }
    return Place(dropLast() + [.id(id + 1)])
  }
}
