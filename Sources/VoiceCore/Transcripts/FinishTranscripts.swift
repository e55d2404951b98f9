/// Makes the transcript of each call that ended final, and tells so in the log (property 21). Following the log, it does so whatever
/// ended the call, and however often the store was away in between.
///
/// What a session still keeps of a call after that is told with it, by `KeepNotes`.
public struct FinishTranscripts: LogFollower {
  public let name = FollowerName("transcripts")
  private let store: any Store
  private let time: any TimeSource

  /// A follower on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Nothing: calls whose end isn't in the log any more are as old as the log is long.
  public func begin(with tenant: Tenant.ID) async throws(FollowFailure) {}

  public func follow(_ facts: [LoggedFact], of tenant: Tenant.ID) async throws(FollowFailure) {
    for logged in facts {
      guard case .ended = logged.recorded.fact else { continue }
      do throws(StoreFailure) { try await finish(CallPlace(tenant: tenant, call: logged.recorded.call)) } catch {
        throw .store(error)
      }
    }
  }

  private func finish(_ place: CallPlace) async throws(StoreFailure) {
    let now = time.now()
    try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      // Erased meanwhile, or told already.
      guard let call = try await scope.call(place.call), call.transcript == nil else { return }
      try await scope.tellTranscript(of: call, at: now)
    }
  }
}

extension TenantScope {
  /// Tells what the utterances that are kept make of a call's transcript, where that isn't told.
  func tellTranscript(of call: Call, at moment: Timestamp) async throws(StoreFailure) {
    try await commit(call.decideTranscript(try await transcript(of: call.id)), to: call, at: moment)
  }
}
