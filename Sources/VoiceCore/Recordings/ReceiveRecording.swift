/// The carrier tells how the recording of a call stands. It may tell twice, late, or before the answer to our order to begin: what
/// it says is kept once, and a recording of zero length or one that never comes has a defined end.
public struct ReceiveRecording: Sendable {
  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Keeps what is told of the recording of this name. Of a call that nobody knows, or that wasn't to be recorded, nothing is kept.
  public func callAsFunction(
    _ report: Recording.Report, of name: CarrierRecording, in place: CallPlace
  ) async throws(StoreFailure) {
    let now = time.now()
    try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard let known = try await scope.recording(Recording.ID(of: place.call)) else { return }
      try await scope.commit(known.decide(report, of: name), to: known, at: now)
    }
  }
}
