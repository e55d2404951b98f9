import VoiceCore

/// Leadership among all nodes of a database: a lock of the server's, held by a connection kept for that alone.
///
/// The server lets it go when the connection ends: at once when the node dies, after 11 s when its machine or the
/// network does. A pooler that shares connections between transactions would break this; libpq speaks to the server itself.
struct PostgresLeadership: Leadership {
  let pool: PostgresPool

  func lead(
    as name: LeaderName, _ body: @escaping @Sendable () async -> Void
  ) async throws(StoreFailure) -> Bool {
    let lock: SessionLock
    do throws(PostgresFailure) {
      guard let taken = try await pool.lock(name.text) else { return false }
      lock = taken
    } catch {
      throw StoreFailure(error)
    }
    await withTaskGroup(of: Void.self) { group in
      group.addTask { await body() }
      group.addTask { for await _ in lock.end {} }
      await group.next()
      group.cancelAll()
    }
    await pool.unlock(lock)
    return true
  }
}
