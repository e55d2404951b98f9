/// Reads who waits.
public protocol QueueSnapshot: Sendable {
  /// The department's queue; empty when nobody has waited yet.
  func queue(of department: Department.ID) async throws(StoreFailure) -> CallQueue
}

/// Writes who waits.
public protocol QueueScope: QueueSnapshot {
  /// Keeps the queue: one versioned row, so that two who change it at once can't lose each other's change.
  func save(_ queue: CallQueue) async throws(StoreFailure)
}
