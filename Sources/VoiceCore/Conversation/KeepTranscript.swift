/// Keeps what was said when no decision hangs on it.
public struct KeepTranscript: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Adds to the call's transcript.
  public func callAsFunction(_ utterances: [Utterance], in place: CallPlace) async throws(StoreFailure) {
    guard !utterances.isEmpty else { return }
    try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      try await scope.append(utterances, to: place.call)
    }
  }
}
