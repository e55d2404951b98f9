/// The carrier says how the dialled leg fared: keeps it, and settles the intention that asked for it.
public struct ReportTransfer: Sendable {
  /// What is next for the caller.
  public enum Next: Equatable, Sendable {
    /// The two have talked; nothing is left to do.
    case done
    /// Nobody took it; the caller is told so.
    case apologise(Language)
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

  /// Keeps the outcome for the call of the DID's tenant. An unanswered one ends the call: voicemail isn't available yet.
  public func callAsFunction(
    _ outcome: Transfer.Outcome, of carrierID: CarrierCallID, dialled: PhoneNumber
  ) async throws(StoreFailure) -> Next {
    guard let tenant = try await store.platform.tenant(answering: dialled) else { throw .notFound }
    let now = time.now()
    let reported = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Call? in
      guard let call = try await scope.call(carrierID) else { throw .notFound }
      let decision = call.decide(transferFinished: outcome)
      guard decision != .nothing else { return nil }
      let reported = try await scope.commit(decision, to: call, at: now)
      for pending in try await scope.pendingIntentions(of: call.id) {
        if case .transfer = pending.intention { try await scope.settle(pending) }
      }
      guard outcome != .answered else { return reported }
      return try await scope.commit(reported.decide(ended: .closed, at: now), to: reported, at: now)
    }
    guard let reported else { return .done }
    if let transfer = reported.transfer { telemetry.transferred(transfer.reason, outcome) }
    if reported.hasEnded { telemetry.ended(reported) }
    return outcome == .answered ? .done : .apologise(reported.conversation.language)
  }
}
