/// An agent's telephone was answered: who else it rang at is free again, and the caller's place in the queue is served.
public struct TakeCall: Sendable {
  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Keeps that the agent has the call. Late, repeated or about an earlier stop it changes nothing.
  public func callAsFunction(_ place: CallPlace, by agent: Agent.ID, turn: Int) async throws(StoreFailure) {
    let now = time.now()
    try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call), call.course?.turn == turn else { return }
      _ = try await CallFlow(scope: scope, zones: NoTimeZones(), now: now).take(call, by: agent)
    }
  }
}
