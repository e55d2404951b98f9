/// Keeps what was said and used when no decision hangs on it.
public struct KeepNotes: Sendable {
  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Adds to the call's transcript, to what its voice AI used and to what the caller waited for.
  public func callAsFunction(_ notes: [DialogueNote], in place: CallPlace) async throws(StoreFailure) {
    guard !notes.isEmpty else { return }
    let now = time.now()
    try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call) else { throw .notFound }
      try await scope.keep(notes, of: call, deciding: .nothing, at: now)
    }
  }
}

extension TenantScope {
  /// Commits a decision on a call together with what was said and used before it.
  func keep(
    _ notes: [DialogueNote], of call: Call, deciding decision: Call.Decision, at moment: Timestamp
  ) async throws(StoreFailure) {
    let metered = call.decide(metered: notes.usage)
    let waited = call.decide(waited: notes.waits)
    let call = try await commit(
      Call.Decision(facts: metered.facts + waited.facts + decision.facts, intentions: decision.intentions), to: call,
      at: moment)
    try await keep(notes.utterances, of: call.id)
    if call.transcript != nil { try await tellTranscript(of: call, at: moment) }
  }
}
