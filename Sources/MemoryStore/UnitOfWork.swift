import Synchronization
import VoiceCore

/// A unit of work while its body runs: reads see the latest commit and the body's own changes; nothing is written yet.
final class UnitOfWork: Sendable {
  let tenantID: Tenant.ID
  private let store: MemoryStore
  /// `nil` after the end.
  private let work: Mutex<FinishedWork?> = Mutex(FinishedWork())

  init(for tenant: Tenant.ID, in store: MemoryStore) {
    tenantID = tenant
    self.store = store
  }

  /// From now on every read and write throws. What is to be committed.
  func end() -> FinishedWork {
    work.withLock { work in
      defer { work = nil }
      return FinishedWork(
        seen: work?.seen ?? [:], changes: work?.changes.callsFirst ?? [], isTorn: work?.isTorn ?? false)
    }
  }

  /// Buffers a change.
  func change(_ change: Change) throws(StoreFailure) {
    try work.withLock { work throws(StoreFailure) in
      guard work != nil else { throw .scopeEnded }
      work?.changes.append(change)
    }
  }

  /// Reads; a key is remembered with the version that it led to.
  func look<Value: Sendable>(
    at key: RowKey?, _ query: @Sendable (TenantState) -> Value
  ) async throws(StoreFailure) -> Value {
    let changes = try work.withLock { work throws(StoreFailure) in
      guard let work else { throw .scopeEnded }
      return work.changes
    }
    // Applying one's own changes copies much of the state, so it happens outside the lock of all; it is rare.
    let (version, value) = await store.look(in: tenantID) { state in
      (key.map(state.version(of:)), changes.isEmpty ? .found(query(state)) : Sight.state(state))
    }
    try work.withLock { work throws(StoreFailure) in
      guard work != nil else { throw .scopeEnded }
      if let key, let version { work?.remember(version, of: key) }
    }
    switch value {
    case .found(let value): return value
    case .state(let state): return query(state.applying(changes))
    }
  }

  private enum Sight<Value: Sendable>: Sendable {
    case found(Value)
    case state(TenantState)
  }
}

/// What a unit of work read by key, and what it wants changed.
struct FinishedWork: Sendable {
  var seen: [RowKey: RowVersion] = [:]
  var changes: [Change] = []
  /// The same row was read twice and had changed in between.
  var isTorn = false

  /// Whether what was read may stem from different instants, so that even a refusal founded on it must be checked.
  var mayMixInstants: Bool { isTorn || seen.count > 1 }

  /// The first version counts: if it is no longer current, nothing is committed.
  mutating func remember(_ version: RowVersion, of key: RowKey) {
    if let first = seen[key] {
      if first != version { isTorn = true }
    } else {
      seen[key] = version
    }
  }
}
