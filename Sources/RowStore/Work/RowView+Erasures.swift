import VoiceCore

/// What every scope reads of the erasures of persons.
extension RowView {
  func personErasure(_ id: PersonErasure.ID) async throws(StoreFailure) -> PersonErasure? {
    try await find(.key([.id(id)]), in: Tables.personErasures)
  }
  func personErasures(after cursor: PersonErasure.ID?, limit: Int) async throws(StoreFailure) -> [PersonErasure] {
    try await list(.init(after: cursor.map { [.id($0)] }, limit: limit), in: Tables.personErasures)
  }
  func openPersonErasures(limit: Int) async throws(StoreFailure) -> [PersonErasure] {
    try await list(
      .init(index: "person_erasures_by_state", prefix: [Tables.isOpen], limit: limit), in: Tables.personErasures)
  }
  func callerNotes(after last: Call.ID?, limit: Int) async throws(StoreFailure) -> [CallerNotes] {
    try await list(.init(after: last.map { [.id($0)] }, limit: limit), in: Tables.callerNotes)
  }
}

extension UnitOfWork {
  func save(_ erasure: PersonErasure) async throws(StoreFailure) { try put(erasure, in: Tables.personErasures) }

  func replace(_ record: CallDetailRecord) async throws(StoreFailure) { try put(record, in: Tables.detailRecords) }

  func removeTranscript(of call: Call.ID) async throws(StoreFailure) -> Int {
    let spoken = try await places(.init(prefix: [.id(call)]), in: Tables.utterances)
    for place in spoken { try delete(place, in: Tables.utterances.schema) }
    return spoken.count
  }

  func removeCallerNotes(of call: Call.ID) async throws(StoreFailure) {
    try delete([.id(call)], in: Tables.callerNotes.schema)
  }
}
