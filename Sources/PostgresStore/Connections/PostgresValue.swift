/// A value on its way to Postgres, in the binary format of the wire.
package enum PostgresValue: Sendable, Equatable {
  case null
  case bool(Bool)
  /// `bigint`; the server casts it where a narrower integer is stored.
  case integer(Int64)
  /// Text without a NUL character, which Postgres can't store.
  case text(String)
  case bytes([UInt8])
  case uuid(UInt128)

  /// The type's number in `pg_type`; 0 lets the server infer it.
  var type: UInt32 {
    switch self {
    case .null: 0
    case .bool: 16
    case .integer: 20
    case .text: 25
    case .bytes: 17
    case .uuid: 2950
    }
  }
}
