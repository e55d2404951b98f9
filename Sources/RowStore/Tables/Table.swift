/// A table together with the values that it holds: how a value becomes key and columns.
struct Table<Value: Codable & Sendable>: Sendable {
  let schema: TableSchema
  let key: @Sendable (Value, RowCodec) -> [Part]
  /// The parts of `schema.columns`.
  let columns: @Sendable (Value, RowCodec) -> [Part]
  /// Whether a row is read only when its key and its columns say what its body says: where somebody may have been at
  /// the rows, and their order matters.
  let isExact: Bool

  init(
    _ schema: TableSchema, isExact: Bool = false, key: @escaping @Sendable (Value, RowCodec) -> [Part],
    columns: @escaping @Sendable (Value, RowCodec) -> [Part] = { _, _ in [] }
  ) {
    self.isExact = isExact
    self.schema = schema
    self.key = key
    self.columns = columns
  }
}
