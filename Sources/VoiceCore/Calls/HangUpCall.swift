/// Somebody of the tenant's people ends a call that runs, wherever it stands: with the receptionist, in a queue, ringing, or
/// with a person.
///
/// That it is over holds from then on; the carrier is told at once, and again by whoever carries out intentions where that
/// didn't work.
public struct HangUpCall: Sendable {
  private let store: any Store
  private let carryOut: CarryOutIntentions?
  private let time: any TimeSource
  private let telemetry: CallTelemetry

  /// A use case on these ports; without a carrier others tell it.
  public init(
    store: any Store, carrier: (any Telephony)?, time: any TimeSource, telemetry: CallTelemetry = .none
  ) {
    self.store = store
    carryOut = carrier.map { CarryOutIntentions(store: store, telephony: $0) }
    self.time = time
    self.telemetry = telemetry
  }

  /// Ends the call; the answer is how it ended. One that is over already stays as it ended.
  /// - Throws: `.notFound` for a call that the bearer doesn't see.
  public func callAsFunction(_ id: Call.ID, by bearer: Bearer, of tenant: Tenant.ID) async throws(StoreFailure) -> Call
  {
    let ending = Ending(by: AuditReference(bearer), at: time.now())
    let outcome = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard let sight = try await scope.sight(of: bearer, by: .steerCalls), let call = try await scope.call(id),
        sight.covers(call.department)
      else { throw .notFound }
      guard !call.hasEnded else { return EndCall.Outcome(call: call, isFirst: false) }
      return EndCall.Outcome(call: try await scope.end(call, as: ending), isFirst: true)
    }
    if outcome.isFirst { telemetry.ended(outcome.call) }
    // What doesn't work stays wanted: those who carry out intentions take it up.
    _ = try? await carryOut?(CallPlace(tenant: tenant, call: id))
    return outcome.call
  }
}
