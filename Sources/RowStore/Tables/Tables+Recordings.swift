import VoiceCore

extension Tables {
  /// What is due is found by its moment, and what the carrier has a copy of by that.
  static let recordings = Table<Recording>(
    TableSchema(
      "recordings", key: [.init("id", .id)],
      columns: [.init("due_at", .integer), .init("at_carrier", .integer)],
      indexes: [
        .init("recordings_by_due", on: ["due_at"]),
        .init("recordings_by_carrier", on: ["at_carrier"]),
      ]),
    key: { recording, _ in [.id(recording.id)] },
    columns: { recording, _ in
      [.integer(recording.errands.dueAt?.microseconds ?? .max), recording.isWithCarrier ? atCarrier : .integer(0)]
    })

  /// The carrier has a copy.
  static let atCarrier = Part.integer(1)
}
