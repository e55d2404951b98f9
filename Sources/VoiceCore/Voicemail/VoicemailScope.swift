/// Reads the messages that callers left.
public protocol VoicemailSnapshot: Sendable {
  /// One message.
  func voicemail(_ id: Voicemail.ID) async throws(StoreFailure) -> Voicemail?
  /// Messages, newest first (ties: higher id first), from just after the cursor.
  func voicemails(after cursor: VoicemailCursor?, limit: Int) async throws(StoreFailure) -> [Voicemail]
  /// Messages for one department, in the same order.
  func voicemails(
    for department: Department.ID, after cursor: VoicemailCursor?, limit: Int
  ) async throws(StoreFailure) -> [Voicemail]
}

/// Writes them.
public protocol VoicemailScope: VoicemailSnapshot {
  /// Adds or changes a message.
  func save(_ voicemail: Voicemail) async throws(StoreFailure)
  /// Takes a message out; one that isn't there is no error.
  func removeVoicemail(_ id: Voicemail.ID) async throws(StoreFailure)
}
