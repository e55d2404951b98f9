import VoiceCore

/// One tenant's rows as typed values: of one instant, or as a unit of work sees them.
protocol RowView: Sendable {
  var codec: RowCodec { get }

  /// The value at a place, if there is one.
  func find<Value>(_ place: RowPlace, in table: Table<Value>) async throws(StoreFailure) -> Value?

  /// The values of a stretch, in its order.
  func list<Value>(_ stretch: RowQuery.Stretch, in table: Table<Value>) async throws(StoreFailure) -> [Value]

  /// Where the rows of a stretch stand in its index, in its order. None is opened, so that one which can't be read is no trouble.
  func places<Value>(_ stretch: RowQuery.Stretch, in table: Table<Value>) async throws(StoreFailure) -> [[Part]]

  /// The committed rows of a question with their places in the log.
  func placed<Value>(
    _ selection: RowQuery.Selection, in table: Table<Value>
  ) async throws(StoreFailure) -> [(place: LogPosition, value: Value)]
}

/// Where at most one row is.
enum RowPlace: Hashable, Sendable {
  case key([Part])
  case unique(index: String, [Part])

  var selection: RowQuery.Selection {
    switch self {
    case .key(let key): .key(key)
    case .unique(let index, let parts): .unique(index: index, parts)
    }
  }
}

/// A tenant's rows as of one instant.
struct Snapshot: RowView, TenantSnapshot {
  let codec: RowCodec
  let rows: any RowSource

  func find<Value>(_ place: RowPlace, in table: Table<Value>) async throws(StoreFailure) -> Value? {
    let query = RowQuery(table.schema, place.selection)
    guard let stored = try await rows.rows(query, for: codec.tenant).first else { return nil }
    return try codec.value(of: stored.row, in: table)
  }

  func list<Value>(_ stretch: RowQuery.Stretch, in table: Table<Value>) async throws(StoreFailure) -> [Value] {
    guard stretch.limit > 0 else { return [] }
    var values: [Value] = []
    for stored in try await rows.rows(RowQuery(table.schema, .stretch(stretch)), for: codec.tenant) {
      values.append(try codec.value(of: stored.row, in: table))
    }
    return values
  }

  func places<Value>(_ stretch: RowQuery.Stretch, in table: Table<Value>) async throws(StoreFailure) -> [[Part]] {
    guard stretch.limit > 0 else { return [] }
    return try await rows.rows(RowQuery(table.schema, .stretch(stretch)), for: codec.tenant)
      .map { table.schema.place(of: $0.row, in: stretch.index) }
  }

  func placed<Value>(
    _ selection: RowQuery.Selection, in table: Table<Value>
  ) async throws(StoreFailure) -> [(place: LogPosition, value: Value)] {
    try codec.placed(try await rows.rows(RowQuery(table.schema, selection), for: codec.tenant), in: table)
  }
}
