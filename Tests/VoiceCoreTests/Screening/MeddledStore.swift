import MemoryStore
import Synchronization
import VoiceCore

/// The store in memory, which counts reads, and in which somebody may do something before each unit of work.
final class MeddledStore: Store {
  let rows = MemoryStore()
  /// Snapshots that were asked for.
  let reads = Mutex(0)
  private let meddling = Mutex<(@Sendable (MemoryStore) async -> Void)?>(nil)

  /// From now on this is done before each unit of work.
  func meddle(_ deed: @escaping @Sendable (MemoryStore) async -> Void) { meddling.withLock { $0 = deed } }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    reads.withLock { $0 += 1 }
    await Task.yield()
    return try await rows.read(for: tenant, body)
  }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    if let deed = meddling.withLock({ $0 }) { await deed(rows) }
    return try await rows.transaction(for: tenant, body)
  }

  var platform: any PlatformDirectory { rows.platform }
  func commits() -> AsyncStream<Void> { rows.commits() }
  func ping() async throws(StoreFailure) { try await rows.ping() }
}
