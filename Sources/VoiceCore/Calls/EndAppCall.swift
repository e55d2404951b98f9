/// The leg of a browser's or app's call is gone. There is no carrier that would ask what is next, so the call ends with it, once
/// (property 29). Who was to be put through to a person can't be: the transfer counts as failed.
public struct EndAppCall: Sendable {
  /// How the leg came to its end.
  public enum Cause: Equatable, Sendable {
    /// The caller said goodbye.
    case hungUp
    /// The connection broke, and nobody came back in time.
    case lost
    /// We closed it: all is said, a person is wanted, or we can't go on.
    case left
  }

  /// What the caller is told.
  public enum Outcome: Equatable, Sendable {
    /// The call is over.
    case over
    /// A person was wanted, who answers at this number only.
    case personWanted(TransferReason, PhoneNumber)
    /// The receptionist couldn't go on.
    case broken
  }

  private let store: any Store
  private let time: any TimeSource
  private let telemetry: CallTelemetry

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, telemetry: CallTelemetry = .none) {
    self.store = store
    self.time = time
    self.telemetry = telemetry
  }

  /// Ends the call, unless it has ended. Repeating is safe.
  /// - Throws: `.notFound` for a call that the tenant doesn't have.
  public func callAsFunction(_ place: CallPlace, because cause: Cause) async throws(StoreFailure) -> Outcome {
    let now = time.now()
    let (call, outcome, isFirst) = try await store.transaction(for: place.tenant) {
      scope throws(StoreFailure) -> (Call, Outcome, Bool) in
      guard let found = try await scope.call(place.call) else { throw .notFound }
      let outcome = found.outcome(of: cause)
      guard !found.hasEnded else {
        try await scope.settleAll(of: found.id)
        return (found, outcome, false)
      }
      let told = try await scope.commit(found.decide(transferFinished: .failed), to: found, at: now)
      let ended = try await scope.end(told, because: cause.ending(outcome), at: now)
      try await scope.settleAll(of: ended.id)
      return (ended, outcome, true)
    }
    if isFirst {
      if let transfer = call.transfer, transfer.outcome == .failed { telemetry.transferred(transfer.reason, .failed) }
      telemetry.ended(call)
    }
    return outcome
  }

  /// Whether the leg is to be closed: somebody ended the call or sent it elsewhere, maybe at another node.
  public func isDue(_ place: CallPlace) async throws(StoreFailure) -> Bool {
    try await store.read(for: place.tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(place.call), !call.hasEnded else { return true }
      return try await scope.liveCall(place.call)?.redirectedAt != nil
    }
  }
}

extension Call {
  fileprivate func outcome(of cause: EndAppCall.Cause) -> EndAppCall.Outcome {
    if let transfer, transfer.outcome == nil || transfer.outcome == .failed, cause == .left {
      return .personWanted(transfer.reason, dialled)
    }
    return hasEnded || cause != .left ? .over : .broken
  }
}

extension EndAppCall.Cause {
  fileprivate func ending(_ outcome: EndAppCall.Outcome) -> Ending.Cause {
    switch (self, outcome) {
    case (.hungUp, _): .hungUp
    case (.left, .personWanted): .closed
    case (.lost, _), (.left, _): .streamLost
    }
  }
}

extension TenantScope {
  /// Of a leg that is gone nothing can be wanted any more, whoever ended the call.
  fileprivate func settleAll(of call: Call.ID) async throws(StoreFailure) {
    for pending in try await pendingIntentions(of: call) where !pending.intention.isCallBack {
      try await settle(pending)
    }
  }
}
