/// A table together with the values that it holds: how a value becomes key and columns.
struct Table<Value: Codable & Sendable>: Sendable {
  let schema: TableSchema
  let key: @Sendable (Value, RowCodec) -> [Part]
  /// The parts of `schema.columns`.
  let columns: @Sendable (Value, RowCodec) -> [Part]

  init(
    _ schema: TableSchema, key: @escaping @Sendable (Value, RowCodec) -> [Part],
    columns: @escaping @Sendable (Value, RowCodec) -> [Part] = { _, _ in [] }
  ) {
    self.schema = schema
    self.key = key
    self.columns = columns
  }
}
