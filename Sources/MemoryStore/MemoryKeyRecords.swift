import Synchronization
import VoiceCore

/// The tenants' wrapped keys beside the rows that are sealed under them.
struct MemoryKeyRecords: TenantKeyRecords {
  let engine: MemoryEngine

  func keys(of tenant: Tenant.ID) async throws(StoreFailure) -> [WrappedKey] { try await change(tenant) { _ in } }

  func add(_ key: WrappedKey, for tenant: Tenant.ID) async throws(StoreFailure) -> [WrappedKey] {
    try await change(tenant) { kept in
      if !kept.contains(where: { $0.number == key.number }) { kept.append(key) }
    }
  }

  func replace(_ keys: [WrappedKey], for tenant: Tenant.ID) async throws(StoreFailure) {
    _ = try await change(tenant) { kept in
      kept = kept.map { old in keys.first { $0.number == old.number } ?? old }
    }
  }

  func retire(below number: UInt32, of tenant: Tenant.ID) async throws(StoreFailure) {
    _ = try await change(tenant) { kept in
      let bound = min(number, kept.map(\.number).max() ?? number)
      kept.removeAll { $0.number != WrappedKey.indexNumber && $0.number < bound }
    }
  }

  func destroy(keysOf tenant: Tenant.ID) async throws(StoreFailure) {
    await engine.pause()
    engine.world.withLock { $0.destroy(tenant) }
  }

  private func change(
    _ tenant: Tenant.ID, _ change: @Sendable (inout [WrappedKey]) -> Void
  ) async throws(StoreFailure) -> [WrappedKey] {
    await engine.pause()
    return try engine.world.withLock { world throws(StoreFailure) in try world.change(keysOf: tenant, change) }
  }
}
