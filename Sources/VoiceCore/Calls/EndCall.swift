/// Something says that a call is over: ends it with its detail record, once; whatever comes later changes nothing
/// (property 29). The world's own word settles what we still wanted of it.
public struct EndCall: Sendable {
  private let store: any Store
  private let time: any TimeSource
  private let telemetry: CallTelemetry

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, telemetry: CallTelemetry = .none) {
    self.store = store
    self.time = time
    self.telemetry = telemetry
  }

  /// What it came to.
  public struct Outcome: Equatable, Sendable {
    public let call: Call
    /// Whether this was the cause that ended the call, and not a repetition.
    public let isFirst: Bool
  }

  /// Ends the call; the answer for a repetition is the same call as before.
  /// - Throws: `.notFound` for a call that the tenant doesn't have.
  public func callAsFunction(
    _ reference: CallReference, of tenant: Tenant.ID, because cause: Ending.Cause
  ) async throws(StoreFailure) -> Outcome {
    let now = time.now()
    let outcome = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(reference) else { throw .notFound }
      let ended = try await scope.commit(call.decide(ended: cause, at: now), to: call, at: now)
      try await scope.revokeGrants(of: call.id)
      if cause.isReportedByTheCarrier {
        for intention in try await scope.pendingIntentions(of: call.id) { try await scope.settle(intention) }
      }
      return Outcome(call: ended, isFirst: !call.hasEnded)
    }
    if outcome.isFirst { telemetry.ended(outcome.call) }
    return outcome
  }

  /// Ends a call whose stream with this number broke, unless a newer stream carries it.
  public func callAsFunction(streamLost stream: Int, of place: CallPlace) async throws(StoreFailure) -> Outcome {
    let now = time.now()
    let outcome = try await store.transaction(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call) else { throw .notFound }
      let ended = try await scope.commit(call.decide(streamLost: stream, at: now), to: call, at: now)
      return Outcome(call: ended, isFirst: ended.hasEnded && !call.hasEnded)
    }
    if outcome.isFirst { telemetry.ended(outcome.call) }
    return outcome
  }
}

extension Ending.Cause {
  /// The carrier itself says that the caller's leg is gone, so nothing can be wanted of it any more.
  fileprivate var isReportedByTheCarrier: Bool {
    switch self {
    case .hungUp, .unanswered, .carrierFailed: true
    case .rejected, .spam, .closed, .streamLost, .drained: false
    }
  }
}
