import VoiceCore

extension Tables {
  static let voicemails = Table<Voicemail>(
    TableSchema(
      "voicemails", key: [.init("id", .id)],
      columns: [.init("received_at", .integer), .init("department_id", .id)],
      indexes: [
        .init("voicemails_by_age", on: ["received_at"]),
        .init("voicemails_by_department", on: ["department_id", "received_at"]),
      ]),
    key: { voicemail, _ in [.id(voicemail.id)] },
    columns: { voicemail, _ in
      [.integer(voicemail.receivedAt.microseconds), .id(voicemail.department ?? nowhere)]
    })
}
