import VoiceCore

/// What every scope reads of calls' recordings.
extension RowView {
  func recording(_ id: Recording.ID) async throws(StoreFailure) -> Recording? {
    try await find(.key([.id(id)]), in: Tables.recordings)
  }
  func recordings(dueAt moment: Timestamp, limit: Int) async throws(StoreFailure) -> [Recording] {
    try await list(.init(index: "recordings_by_due", limit: limit), in: Tables.recordings)
      .filter { $0.isDue(at: moment) }
  }
  func recordingsWithCarrier(after last: Recording.ID?, limit: Int) async throws(StoreFailure) -> [Recording] {
    let stretch = RowQuery.Stretch(
      index: "recordings_by_carrier", prefix: [Tables.atCarrier], after: last.map { [Tables.atCarrier, .id($0)] },
      limit: limit)
    return try await list(stretch, in: Tables.recordings)
  }
}

extension UnitOfWork {
  func save(_ recording: Recording) async throws(StoreFailure) { try put(recording, in: Tables.recordings) }
}
