/// Reads which persons' data were erased, or are to be.
public protocol PersonErasureSnapshot: Sendable {
  /// One erasure.
  func personErasure(_ id: PersonErasure.ID) async throws(StoreFailure) -> PersonErasure?
  /// Erasures by id, which is by age, from just after one.
  func personErasures(after cursor: PersonErasure.ID?, limit: Int) async throws(StoreFailure) -> [PersonErasure]
  /// Those that aren't done, by id, at most so many.
  func openPersonErasures(limit: Int) async throws(StoreFailure) -> [PersonErasure]
  /// What callers left, by call, from just after one.
  func callerNotes(after last: Call.ID?, limit: Int) async throws(StoreFailure) -> [CallerNotes]
}

/// Writes them, and takes out what else is never taken out while its tenant is there.
public protocol PersonErasureScope: PersonErasureSnapshot {
  /// Adds or changes an erasure.
  func save(_ erasure: PersonErasure) async throws(StoreFailure)
  /// Puts the record in place of the one that its call has.
  func replace(_ record: CallDetailRecord) async throws(StoreFailure)
  /// Takes out everything that was said in a call; how many utterances they were.
  func removeTranscript(of call: Call.ID) async throws(StoreFailure) -> Int
  /// Takes out what the caller left in a call; nothing there is no error.
  func removeCallerNotes(of call: Call.ID) async throws(StoreFailure)
}
