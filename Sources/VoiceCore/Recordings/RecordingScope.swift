/// Reads the recordings of calls.
public protocol RecordingSnapshot: Sendable {
  /// One recording.
  func recording(_ id: Recording.ID) async throws(StoreFailure) -> Recording?
  /// Recordings whose errands are due at a moment, those that are due longest first (ties: by id), from just after one, at most so
  /// many. None is opened: one that can't be read is named like the others.
  func recordings(
    dueAt moment: Timestamp, after last: DueRecording?, limit: Int
  ) async throws(StoreFailure) -> [DueRecording]
  /// Recordings of which the carrier has a copy or is making one, by id, from just after one. None is opened, so too.
  func recordingsWithCarrier(after last: Recording.ID?, limit: Int) async throws(StoreFailure) -> [Recording.ID]
}

/// A recording whose errand is due, by its name.
public struct DueRecording: Hashable, Sendable {
  public let id: Recording.ID
  public let dueAt: Timestamp

  /// This one, due since then.
  public init(id: Recording.ID, dueAt: Timestamp) {
    self.id = id
    self.dueAt = dueAt
  }
}

/// Writes them. They are never taken out while their tenant is there: what remains of one says that it was there.
public protocol RecordingScope: RecordingSnapshot {
  /// Adds or changes a recording.
  func save(_ recording: Recording) async throws(StoreFailure)
}
