/// Reads what callers left with the receptionist.
public protocol CallerNoteSnapshot: Sendable {
  /// What the caller of one call left; `nil` where it is nothing.
  func callerNotes(of call: Call.ID) async throws(StoreFailure) -> CallerNotes?
}

/// Writes it.
public protocol CallerNoteScope: CallerNoteSnapshot {
  /// Adds or changes what the caller of a call left.
  func save(_ notes: CallerNotes) async throws(StoreFailure)
}
