import Synchronization
import VoiceCore

/// Key records in memory, as a store has to keep them, with gates at which a test may hold them.
final class MemoryKeyRecords: TenantKeyRecords {
  private struct State {
    var keys: [Tenant.ID: [WrappedKey]] = [:]
    var destroyed: Set<Tenant.ID> = []
    var reads = 0
    var failure: StoreFailure?
  }

  private let state = Mutex(State())
  private let beforeReading: @Sendable (Tenant.ID) async -> Void

  init(beforeReading: @escaping @Sendable (Tenant.ID) async -> Void = { _ in }) { self.beforeReading = beforeReading }

  func keys(of tenant: Tenant.ID) async throws(StoreFailure) -> [WrappedKey] {
    let kept = try change(tenant) { state in
      state.reads += 1
      return state.keys[tenant] ?? []
    }
    await beforeReading(tenant)
    return kept
  }

  func add(_ key: WrappedKey, for tenant: Tenant.ID) async throws(StoreFailure) -> [WrappedKey] {
    try change(tenant) { state in
      var keys = state.keys[tenant] ?? []
      if !keys.contains(where: { $0.number == key.number }) { keys.append(key) }
      keys.sort { $0.number < $1.number }
      state.keys[tenant] = keys
      return keys
    }
  }

  func replace(_ keys: [WrappedKey], for tenant: Tenant.ID) async throws(StoreFailure) {
    try change(tenant) { state in
      state.keys[tenant] = state.keys[tenant]?.map { old in keys.first { $0.number == old.number } ?? old }
    }
  }

  func retire(below number: UInt32, of tenant: Tenant.ID) async throws(StoreFailure) {
    try change(tenant) { state in
      let bound = min(number, state.keys[tenant]?.map(\.number).max() ?? number)
      state.keys[tenant]?.removeAll { $0.number != WrappedKey.indexNumber && $0.number < bound }
    }
  }

  func destroy(keysOf tenant: Tenant.ID) async throws(StoreFailure) {
    state.withLock { state in
      state.keys[tenant] = nil
      state.destroyed.insert(tenant)
    }
  }

  var reads: Int { state.withLock { $0.reads } }

  func kept(of tenant: Tenant.ID) -> [WrappedKey] { state.withLock { $0.keys[tenant] ?? [] } }

  func lose(_ number: UInt32, of tenant: Tenant.ID) {
    state.withLock { $0.keys[tenant]?.removeAll { $0.number == number } }
  }

  func fail(with failure: StoreFailure?) { state.withLock { $0.failure = failure } }

  private func change<Outcome: Sendable>(
    _ tenant: Tenant.ID, _ body: (inout State) -> Outcome
  ) throws(StoreFailure) -> Outcome {
    let result = state.withLock { state -> Result<Outcome, StoreFailure> in
      if let failure = state.failure { return .failure(failure) }
      return state.destroyed.contains(tenant) ? .failure(.notFound) : .success(body(&state))
    }
    return try result.get()
  }
}
