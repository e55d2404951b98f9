/// Looks at one snapshot, while the body that was given it runs.
package struct Held: Sendable {
  let pool: PostgresPool
  let scope: Scope
  let number: UInt64

  /// Reads in one round trip. After an error the snapshot is gone, and every further look fails with the same.
  package func look(_ statements: [Statement]) async throws(PostgresFailure) -> [Rows] {
    try await pool.run(Request(scope, .held(number), statements))
  }
}
