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
      return Outcome(call: try await scope.end(call, because: cause, at: now), isFirst: !call.hasEnded)
    }
    if outcome.isFirst { telemetry.ended(outcome.call) }
    return outcome
  }

  /// Ends the call if it is still held as it was seen; `nil` when somebody else has it by now.
  func callAsFunction(
    ifStill seen: LiveCall, of tenant: Tenant.ID, because cause: Ending.Cause
  ) async throws(StoreFailure) -> Outcome? {
    let now = time.now()
    let outcome = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Outcome? in
      guard try await scope.liveCall(seen.call) == seen else { return nil }
      guard let call = try await scope.call(seen.call) else { throw .notFound }
      return Outcome(call: try await scope.end(call, because: cause, at: now), isFirst: !call.hasEnded)
    }
    if let outcome, outcome.isFirst { telemetry.ended(outcome.call) }
    return outcome
  }
}

extension TenantScope {
  /// Ends a call with everything that goes with it; one that has ended stays as it is.
  func end(_ call: Call, because cause: Ending.Cause, at moment: Timestamp) async throws(StoreFailure) -> Call {
    try await end(call, as: Ending(cause, at: moment))
  }

  /// So too, where it matters who ended it.
  func end(_ call: Call, as ending: Ending) async throws(StoreFailure) -> Call {
    let call = try await leaveStop(of: call, at: ending.at)
    let ended = try await commit(call.decide(ended: ending), to: call, at: ending.at)
    try await revokeGrants(of: call.id)
    if ending.cause.isReportedByTheCarrier {
      for pending in try await pendingIntentions(of: call.id) where !pending.intention.isCallBack {
        try await settle(pending)
      }
    }
    return ended
  }
}

extension Ending.Cause {
  /// The carrier itself says that the caller's leg is gone, so nothing can be wanted of it any more.
  fileprivate var isReportedByTheCarrier: Bool {
    switch self {
    case .hungUp, .unanswered, .carrierFailed: true
    case .rejected, .spam, .closed, .silent, .endedByStaff, .streamLost, .drained: false
    }
  }
}
