import Synchronization

/// Looks at one snapshot, while the body that was given it runs.
package final class Held: Sendable {
  private let pool: PostgresPool
  private let scope: Scope
  let number: UInt64
  private let looked = Atomic<Bool>(false)

  init(pool: PostgresPool, scope: Scope, number: UInt64) {
    self.pool = pool
    self.scope = scope
    self.number = number
  }

  /// Whether there may be something to give back.
  var hasLooked: Bool { looked.load(ordering: .acquiring) }

  /// Reads in one round trip. After an error the snapshot is gone, and every further look fails with the same.
  package func look(_ statements: [Statement]) async throws(PostgresFailure) -> [Rows] {
    looked.store(true, ordering: .releasing)
    return try await pool.run(Request(scope, .held(number), statements))
  }
}
