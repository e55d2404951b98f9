import VoiceCore

/// A row that a unit of work has changed, as it is to be.
struct OwnRow: Sendable {
  /// What becomes of the row.
  enum Manner: Sendable {
    case put
    case insert(otherwise: StoreFailure.Unique?)
    case delete
    /// It can't be; the commit throws this.
    case refuse(StoreFailure)
  }

  let manner: Manner
  let table: TableSchema
  let key: [Part]
  var columns: [Part] = []
  /// The value as the body gave it; `nil` for a row that goes.
  var stored: (any Sendable)?
  /// Encodes the value; called once, at the commit.
  var body: @Sendable () throws(StoreFailure) -> Body = { () throws(StoreFailure) in throw .corrupt }

  var isPut: Bool { stored != nil }

  /// The value.
  func value<Value>() throws(StoreFailure) -> Value {
    guard let value = stored as? Value else { throw .corrupt }
    return value
  }

  /// Where the row stands in an order of its table.
  func place(in index: String?) -> [Part] {
    guard let index = index.flatMap(table.index) else { return key }
    let parts = key + columns
    return table.places(of: index).map { parts[$0] } + key
  }

  /// Whether the row is the one at this place.
  func stands(at place: RowPlace) -> Bool {
    switch place {
    case .key(let key): self.key == key
    case .unique(let index, let parts): self.place(in: index).starts(with: parts)
    }
  }

  /// Whether a stretch holds the row, its limit aside.
  func isIn(_ stretch: RowQuery.Stretch) -> Bool {
    let place = place(in: stretch.index)
    guard place.starts(with: stretch.prefix) else { return false }
    guard let after = stretch.after else { return true }
    return stretch.isDescending ? place.precedes(after) : after.precedes(place)
  }

  /// The write that makes it so.
  func write() throws(StoreFailure) -> RowBatch.Write {
    switch manner {
    case .put: .put(table, Row(key: key, columns: columns, body: try body()))
    case .insert(let otherwise): .insert(table, Row(key: key, columns: columns, body: try body()), otherwise: otherwise)
    case .delete: .delete(table, key: key)
    case .refuse(let failure): throw failure
    }
  }
}
