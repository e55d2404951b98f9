/// One SQL statement and its values, `$1` first. It is prepared once a connection, by its text.
package struct Statement: Sendable, Equatable {
  package let sql: String
  package let values: [PostgresValue]

  package init(_ sql: String, _ values: [PostgresValue] = []) {
    self.sql = sql
    self.values = values
  }

  /// The most values that the protocol can count.
  package static let maximumValues = 65_535

  /// What the wire could not carry.
  func check() throws(PostgresFailure) {
    guard values.count <= Self.maximumValues else { throw .malformed("more than \(Self.maximumValues) values") }
    guard !sql.hasNUL else { throw .malformed("NUL in a statement") }
    for case .text(let text) in values where text.hasNUL { throw .malformed("text with a NUL character") }
  }
}

extension String {
  /// Whether there is a NUL in it; over the bytes as they lie, which is many at a time.
  fileprivate var hasNUL: Bool { utf8.withContiguousStorageIfAvailable { $0.contains(0) } ?? utf8.contains(0) }
}
