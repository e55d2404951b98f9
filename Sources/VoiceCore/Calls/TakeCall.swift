/// A telephone that we had rung was answered: who else it rang at is free again, and the caller's place in the queue is served.
public struct TakeCall: Sendable {
  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Keeps that the agent has the call. Late, repeated or about an earlier stop it changes nothing; who is asked first doesn't
  /// take it by picking up.
  /// - Parameters:
  ///   - agent: `nil` for a telephone that is no agent's.
  ///   - leg: the line, as far as the carrier names it.
  public func callAsFunction(
    _ place: CallPlace, by agent: Agent.ID?, turn: Int, on leg: CarrierCallID? = nil
  ) async throws(StoreFailure) {
    let now = time.now()
    try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard var call = try await scope.call(place.call), call.course?.turn == turn, call.course?.asking == nil
      else { return }
      if let agent {
        call = try await CallFlow(scope: scope, zones: NoTimeZones(), now: now).take(call, by: agent)
        guard call.course?.ring?.answeredBy == agent else { return }
      }
      guard let leg, call.course?.isDialled ?? false else { return }
      try await scope.commit(call.decide(reachedOn: leg), to: call, at: now)
    }
  }
}

extension CallCourse {
  /// Telephones ring at this stop, or have.
  fileprivate var isDialled: Bool {
    switch stop {
    case .ringing, .number: true
    case .receptionist, .conference, .waiting, .voicemail, .farewell, .done: false
    }
  }
}
