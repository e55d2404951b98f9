import VoiceCore

/// What every scope reads of the messages that callers left.
extension RowView {
  func voicemail(_ id: Voicemail.ID) async throws(StoreFailure) -> Voicemail? {
    try await find(.key([.id(id)]), in: Tables.voicemails)
  }
  func voicemails(after cursor: VoicemailCursor?, limit: Int) async throws(StoreFailure) -> [Voicemail] {
    let after = cursor.map { [Part.integer($0.receivedAt.microseconds), .id($0.voicemail)] }
    return try await list(
      .init(index: "voicemails_by_age", after: after, isDescending: true, limit: limit), in: Tables.voicemails)
  }
  func voicemails(
    for department: Department.ID, after cursor: VoicemailCursor?, limit: Int
  ) async throws(StoreFailure) -> [Voicemail] {
    let after = cursor.map { [Part.id(department), .integer($0.receivedAt.microseconds), .id($0.voicemail)] }
    let stretch = RowQuery.Stretch(
      index: "voicemails_by_department", prefix: [.id(department)], after: after, isDescending: true, limit: limit)
    return try await list(stretch, in: Tables.voicemails)
  }
}

extension UnitOfWork {
  func save(_ voicemail: Voicemail) async throws(StoreFailure) { try put(voicemail, in: Tables.voicemails) }
  func removeVoicemail(_ id: Voicemail.ID) async throws(StoreFailure) {
    try delete([.id(id)], in: Tables.voicemails.schema)
  }
}
