/// Keeps a note of what a caller leaves with the receptionist, without card numbers and the company's secrets.
public struct KeepCallerNote: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Adds the note to the call's, or changes the one with its number. Twice is once.
  public func callAsFunction(_ note: CallerNote, in place: CallPlace) async throws(StoreFailure) {
    try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard try await scope.call(place.call) != nil else { throw .notFound }
      var notes = try await scope.callerNotes(of: place.call) ?? CallerNotes(of: place.call)
      let before = notes
      let redaction = WordRedaction(secrets: try await scope.tenant()?.settings.secrets ?? [])
      notes.take(note.redacted(by: redaction))
      if notes != before { try await scope.save(notes) }
    }
  }
}
