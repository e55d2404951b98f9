import Synchronization
import VoiceCore

/// A unit of work while its body runs: reads see the latest commits and the body's own changes; nothing is written yet.
final class UnitOfWork: RowView, TenantScope {
  let codec: RowCodec
  private let rows: any RowSource
  /// `nil` after the end.
  private let work: Mutex<Work?> = Mutex(Work())

  init(_ codec: RowCodec, over rows: any RowSource) {
    self.codec = codec
    self.rows = rows
  }

  /// From now on every read and write throws. What is to be committed.
  func end() -> Work {
    work.withLock { work in
      defer { work = nil }
      return work ?? Work()
    }
  }

  /// Buffers the value: added, or instead of the one with its key.
  func put<Value>(_ value: Value, in table: Table<Value>) throws(StoreFailure) {
    try change(value, in: table) { _ in .put }
  }

  /// Buffers a value whose key must be new: another one there by the commit fails it, or runs the body again.
  func insert<Value>(
    _ value: Value, in table: Table<Value>, otherwise unique: StoreFailure.Unique? = nil
  ) throws(StoreFailure) {
    try change(value, in: table) { standing in
      switch standing?.manner {
      case nil: .insert(otherwise: unique)
      // Taken out before, in this body: then the key is free.
      case .delete: .put
      case .put, .insert, .refuse: .refuse(unique.map(StoreFailure.taken) ?? .conflict)
      }
    }
  }

  /// Buffers that the row goes.
  func delete(_ key: [Part], in table: TableSchema) throws(StoreFailure) {
    let place = OwnPlace(table: table.name, key: key)
    try withWork { work in work.own[place] = OwnRow(manner: .delete, table: table, key: key) }
  }

  func find<Value>(_ place: RowPlace, in table: Table<Value>) async throws(StoreFailure) -> Value? {
    _ = try withWork { _ in }
    let query = RowQuery(table.schema, place.selection)
    let stored = try await rows.rows(query, for: codec.tenant).first
    let own = try withWork { work in
      work.remember(stored?.version ?? 0, of: query, at: GuardedPlace(table: table.schema.name, place: place))
      return work.rows(of: table.schema.name)
    }
    if let mine = own.first(where: { $0.isPut && $0.stands(at: place) }) { return try mine.value() }
    // What the body has changed or taken out stands elsewhere by now.
    guard let stored, !own.contains(where: { $0.key == stored.row.key }) else { return nil }
    return try codec.value(of: stored.row, in: table)
  }

  func list<Value>(_ stretch: RowQuery.Stretch, in table: Table<Value>) async throws(StoreFailure) -> [Value] {
    var values: [Value] = []
    for (_, found) in try await rows(of: stretch, in: table.schema) {
      switch found {
      case .stored(let row): values.append(try codec.value(of: row, in: table))
      case .own(let row): values.append(try row.value())
      }
    }
    return values
  }

  func places<Value>(_ stretch: RowQuery.Stretch, in table: Table<Value>) async throws(StoreFailure) -> [[Part]] {
    try await rows(of: stretch, in: table.schema).map(\.place)
  }

  /// A row as it is stored, or as the body has left it.
  private enum Found {
    case stored(Row)
    case own(OwnRow)
  }

  private func rows(
    of stretch: RowQuery.Stretch, in schema: TableSchema
  ) async throws(StoreFailure) -> [(place: [Part], row: Found)] {
    let own = try withWork { work in work.rows(of: schema.name) }
    guard stretch.limit > 0 else { return [] }
    // As many more as might fall out, because the body has changed them.
    let (room, isTooLarge) = stretch.limit.addingReportingOverflow(own.count)
    let wider = RowQuery.Stretch(
      index: stretch.index, prefix: stretch.prefix, after: stretch.after, isDescending: stretch.isDescending,
      limit: isTooLarge ? .max : room)
    let stored = try await rows.rows(RowQuery(schema, .stretch(wider)), for: codec.tenant)
    _ = try withWork { _ in }
    let changed = Set(own.map(\.key))
    var placed: [(place: [Part], row: Found)] = []
    for stored in stored where !changed.contains(stored.row.key) {
      placed.append((schema.place(of: stored.row, in: stretch.index), .stored(stored.row)))
    }
    let mine = own.filter { $0.isPut && $0.isIn(stretch) }
    for row in mine { placed.append((row.place(in: stretch.index), .own(row))) }
    if !mine.isEmpty {
      placed.sort { stretch.isDescending ? $1.place.precedes($0.place) : $0.place.precedes($1.place) }
    }
    return Array(placed.prefix(stretch.limit))
  }

  func placed<Value>(
    _ selection: RowQuery.Selection, in table: Table<Value>
  ) async throws(StoreFailure) -> [(place: LogPosition, value: Value)] {
    _ = try withWork { _ in }
    let stored = try await rows.rows(RowQuery(table.schema, selection), for: codec.tenant)
    _ = try withWork { _ in }
    return try codec.placed(stored, in: table)
  }

  private func change<Value>(
    _ value: Value, in table: Table<Value>, _ manner: (OwnRow?) -> OwnRow.Manner
  ) throws(StoreFailure) {
    let key = table.key(value, codec)
    let columns = table.columns(value, codec)
    let place = OwnPlace(table: table.schema.name, key: key)
    let codec = codec
    try withWork { work in
      let manner = manner(work.own[place])
      if case .refuse(let failure) = manner {
        work.refusal = work.refusal ?? failure
        return
      }
      // What was to be inserted is inserted still, as it is now.
      let kept: OwnRow.Manner
      if case .put = manner, case .insert(let otherwise) = work.own[place]?.manner {
        kept = .insert(otherwise: otherwise)
      } else {
        kept = manner
      }
      work.own[place] = OwnRow(
        manner: kept, table: table.schema, key: key, columns: columns, stored: value,
        body: { () throws(StoreFailure) in try codec.body(of: value, in: table.schema, key: key) })
    }
  }

  /// - Throws: `.scopeEnded` after the end.
  private func withWork<Outcome: Sendable>(_ use: (inout Work) -> Outcome) throws(StoreFailure) -> Outcome {
    let outcome = work.withLock { work -> Outcome? in
      guard var open = work else { return nil }
      // Taken out while it is changed, so that nothing is copied.
      work = nil
      defer { work = open }
      return use(&open)
    }
    guard let outcome else { throw .scopeEnded }
    return outcome
  }
}

extension [Part] {
  /// Shorter first when one begins with the other.
  func precedes(_ other: [Part]) -> Bool { lexicographicallyPrecedes(other) }
}
