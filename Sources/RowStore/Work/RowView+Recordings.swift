import VoiceCore

/// What every scope reads of calls' recordings.
extension RowView {
  func recording(_ id: Recording.ID) async throws(StoreFailure) -> Recording? {
    try await find(.key([.id(id)]), in: Tables.recordings)
  }
  func recordings(
    dueAt moment: Timestamp, after last: DueRecording?, limit: Int
  ) async throws(StoreFailure) -> [DueRecording] {
    let after = last.map { [Part.integer($0.dueAt.microseconds), .id($0.id)] }
    let places = try await places(
      .init(index: "recordings_by_due", after: after, limit: limit), in: Tables.recordings)
    return places.compactMap { place in
      guard case .integer(let due) = place[0], case .id(let id) = place[1], due <= moment.microseconds else {
        return nil
      }
      return DueRecording(id: Identifier(id), dueAt: Timestamp(microseconds: due))
    }
  }
  func recordingsWithCarrier(after last: Recording.ID?, limit: Int) async throws(StoreFailure) -> [Recording.ID] {
    let stretch = RowQuery.Stretch(
      index: "recordings_by_carrier", prefix: [Tables.atCarrier], after: last.map { [Tables.atCarrier, .id($0)] },
      limit: limit)
    return try await places(stretch, in: Tables.recordings).compactMap { place in
      guard case .id(let id) = place[1] else { return nil }
      return Identifier(id)
    }
  }
}

extension UnitOfWork {
  func save(_ recording: Recording) async throws(StoreFailure) { try put(recording, in: Tables.recordings) }
}
