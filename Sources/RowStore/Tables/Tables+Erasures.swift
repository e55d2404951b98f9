import VoiceCore

extension Tables {
  static let personErasures = Table<PersonErasure>(
    TableSchema(
      "person_erasures", key: [.init("id", .id)], columns: [.init("is_open", .integer)],
      indexes: [.init("person_erasures_by_state", on: ["is_open"])]),
    key: { erasure, _ in [.id(erasure.id)] }, columns: { erasure, _ in [erasure.isOpen ? isOpen : .integer(0)] })

  /// It isn't done.
  static let isOpen = Part.integer(1)
}
