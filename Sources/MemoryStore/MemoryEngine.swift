import RowStore
import Synchronization
import VoiceCore

/// Rows in memory. Each read and each commit happens at once, under a lock that is held for no longer than it takes.
final class MemoryEngine: RowEngine {
  let world = Mutex(World())
  /// Awaited before each read and each commit, where other engines wait for a disk or a network.
  let pause: @Sendable () async -> Void

  private let growth = CommitSignal()

  init(pause: @escaping @Sendable () async -> Void) { self.pause = pause }

  func snapshot<Outcome: Sendable>(
    of tenant: Tenant.ID, _ body: @Sendable (any RowSource) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    let snapshot = MemorySnapshot(
      of: try world.withLock { world throws(StoreFailure) in try world.tables(of: tenant) }, pause: pause)
    defer { snapshot.end() }
    return try await body(snapshot)
  }

  func latest(of tenant: Tenant.ID) -> any RowSource { Latest(engine: self) }

  func commit(_ batch: RowBatch, of tenant: Tenant.ID) async throws(StoreFailure) -> RowCommit {
    await pause()
    let commit = try world.withLock { world throws(StoreFailure) in try world.commit(batch, of: tenant) }
    if commit == .done, batch.isLogged { growth.send() }
    return commit
  }

  func holder(of parts: [Part], in table: TableSchema, index: String) async throws(StoreFailure) -> Tenant.ID? {
    await pause()
    return world.withLock { $0.holder(of: Place(parts), in: index) }
  }

  func holders(
    in table: TableSchema, index: String, after last: Tenant.ID?, limit: Int
  ) async throws(StoreFailure) -> [Tenant.ID] {
    await pause()
    var holders: Set<Tenant.ID> = []
    let (directory, closures) = world.withLock { ($0.directory[index], $0.closures) }
    directory?.ascend { _, tenant in
      if closures[tenant] == nil, last.map({ $0 < tenant }) ?? true { holders.insert(tenant) }
      return true
    }
    return Array(holders.sorted().prefix(limit))
  }

  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] {
    await pause()
    return world.withLock { world in
      world.heads.page(after: position, limit: limit) { world.closures[$0] == nil }
    }
  }

  func signals() -> AsyncStream<Void> { growth.stream() }

  func sweep(_ table: TableSchema, of tenant: Tenant.ID, limit: Int) async throws(StoreFailure) -> Int? {
    await pause()
    return world.withLock { $0.sweep(table, of: tenant, limit: limit) }
  }

  func ping() async throws(StoreFailure) {}

  /// Everything, by tenant, table and key.
  var kept: [MemoryStore.Kept] { world.withLock { $0 }.kept }
  var bytes: [MemoryStore.KeptBytes] { world.withLock { $0 }.bytes }

  /// The latest commits.
  private struct Latest: RowSource {
    let engine: MemoryEngine

    func rows(_ query: RowQuery, for tenant: Tenant.ID) async throws(StoreFailure) -> [StoredRow] {
      await engine.pause()
      switch query.selection {
      case .key, .unique:
        return try engine.world.withLock { world throws(StoreFailure) in
          try world.tables(of: tenant).rows(query.selection, in: query.table)
        }
      // Long ones are read outside the lock, from a copy that shares everything.
      case .stretch, .log:
        return try engine.world.withLock { world throws(StoreFailure) in try world.tables(of: tenant) }
          .rows(query.selection, in: query.table)
      }
    }
  }
}
