import Synchronization
import VoiceCore

/// A unit of work while its body runs: reads see the latest commit and the body's own changes; nothing is written yet.
final class UnitOfWork: Sendable {
  let rows: TenantRows
  /// `nil` after the end.
  private let work: Mutex<FinishedWork?> = Mutex(FinishedWork())

  init(_ rows: TenantRows) { self.rows = rows }

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

  /// The changes so far.
  func changes() throws(StoreFailure) -> [Change] {
    try work.withLock { work throws(StoreFailure) in
      guard let work else { throw .scopeEnded }
      return work.changes
    }
  }

  /// Remembers a version that was read.
  func remember(_ version: RowVersion, of key: RowKey) throws(StoreFailure) {
    try work.withLock { work throws(StoreFailure) in
      guard work != nil else { throw .scopeEnded }
      work?.remember(version, of: key)
    }
  }

  /// Reads a row by its key, remembers its version, and lays the body's own changes over it.
  func row<Value: Codable & Sendable>(
    at key: RowKey, _ overlay: (inout Value?, Change) -> Void
  ) async throws(StoreFailure) -> Value? {
    let changes = try changes()
    let (version, stored) = try await rows.row(at: key, as: Value.self)
    try remember(version, of: key)
    return changes.laid(over: stored, overlay)
  }

  /// Reads a list of what has ids, lays the body's own changes over it and puts it in order.
  func list<Value: Sendable, Key: Hashable & Sendable>(
    _ read: () async throws(StoreFailure) -> [Value], by key: (Value) -> Key,
    _ overlay: (inout [Key: Value], Change) -> Void,
    inOrder precedes: (Value, Value) -> Bool
  ) async throws(StoreFailure) -> [Value] {
    let changes = try changes()
    let stored = try await read()
    guard !changes.isEmpty else { return stored }
    let kept = Dictionary(stored.map { (key($0), $0) }) { _, last in last }
    return changes.laid(over: kept, overlay).values.sorted(by: precedes)
  }
}

extension [Change] {
  /// What becomes of a stored value under these changes.
  func laid<Value>(over stored: Value, _ overlay: (inout Value, Change) -> Void) -> Value {
    reduce(into: stored, overlay)
  }
}
