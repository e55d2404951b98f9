import VoiceCore

/// What every scope reads of what callers left with the receptionist.
extension RowView {
  func callerNotes(of call: Call.ID) async throws(StoreFailure) -> CallerNotes? {
    try await find(.key([.id(call)]), in: Tables.callerNotes)
  }
}

extension UnitOfWork {
  func save(_ notes: CallerNotes) async throws(StoreFailure) { try put(notes, in: Tables.callerNotes) }
}
