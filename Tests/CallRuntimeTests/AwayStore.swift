import MemoryStore
import Synchronization
import VoiceCore

/// A store that is away when the test says so.
final class AwayStore: ErasableStore {
  private struct State {
    var isAway = false
    var refusals = 0
    var failures: [StoreFailure] = []
  }

  private let store = MemoryStore()
  private let state = Mutex(State())

  /// How often it was asked while it was away.
  var refusals: Int { state.withLock { $0.refusals } }

  func goAway() { state.withLock { $0.isAway = true } }
  func comeBack() { state.withLock { $0.isAway = false } }
  /// The next transaction fails so.
  func failNext(_ failure: StoreFailure) { state.withLock { $0.failures.append(failure) } }

  var leadership: any Leadership { store.leadership }
  var erasure: any TenantErasure { store.erasure }
  var platform: any PlatformDirectory { store.platform }
  func commits() -> AsyncStream<Void> { store.commits() }
  func ping() async throws(StoreFailure) { try check() }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try check()
    return try await store.read(for: tenant, body)
  }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try check()
    if let failure = state.withLock({ $0.failures.isEmpty ? nil : $0.failures.removeFirst() }) { throw failure }
    return try await store.transaction(for: tenant, body)
  }

  private func check() throws(StoreFailure) {
    let isAway = state.withLock { state in
      if state.isAway { state.refusals += 1 }
      return state.isAway
    }
    if isAway { throw .unavailable }
  }
}
