import VoiceCore

extension Tables {
  /// At most one row for a call.
  static let callerNotes = Table<CallerNotes>(
    TableSchema("caller_notes", key: [.init("call_id", .id)]), key: { notes, _ in [.id(notes.call)] })
}
