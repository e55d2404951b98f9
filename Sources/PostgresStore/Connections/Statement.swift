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
    guard !sql.utf8.contains(0) else { throw .malformed("NUL in a statement") }
    for case .text(let text) in values where text.utf8.contains(0) { throw .malformed("text with a NUL character") }
  }
}
