/// Reads the recordings of calls.
public protocol RecordingSnapshot: Sendable {
  /// One recording.
  func recording(_ id: Recording.ID) async throws(StoreFailure) -> Recording?
  /// Recordings whose errands are due at a moment, those that are due longest first (ties: by id), at most so many.
  func recordings(dueAt moment: Timestamp, limit: Int) async throws(StoreFailure) -> [Recording]
  /// Recordings of which the carrier has a copy or is making one, by id, from just after one.
  func recordingsWithCarrier(after last: Recording.ID?, limit: Int) async throws(StoreFailure) -> [Recording]
}

/// Writes them. They are never taken out while their tenant is there: what remains of one says that it was there.
public protocol RecordingScope: RecordingSnapshot {
  /// Adds or changes a recording.
  func save(_ recording: Recording) async throws(StoreFailure)
}
