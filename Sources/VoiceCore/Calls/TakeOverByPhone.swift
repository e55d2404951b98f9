/// Somebody of the tenant's people takes a call over from the receptionist at a telephone: where they are rung as an agent, or
/// another. She leaves at once, the caller hears it ring, and whoever picks up has them; where nobody does the tenant's rules go
/// on as after any hand-over. There is no way back to her: the carrier has left her stream.
public struct TakeOverByPhone: Sendable {
  /// Why it isn't done. Trying again helps for the last only.
  public enum Failure: Error, Equatable, Sendable {
    /// The bearer sees no such call.
    case notFound
    /// A machine has no voice.
    case notAPerson
    /// The call is over, is handed over, or isn't with the receptionist.
    case tooLate
    /// Whoever asks takes no calls as an agent, and names no number.
    case noTelephone
    case store(StoreFailure)
  }

  private let store: any Store
  private let askAnew: AskAnew?
  private let time: any TimeSource
  private let auditing: Auditing

  /// A use case on these ports; without a carrier others bring it about.
  public init(store: any Store, carrier: (any LegControl)?, time: any TimeSource, auditing: Auditing) {
    self.store = store
    askAnew = carrier.map { AskAnew(store: store, carrier: $0, time: time) }
    self.time = time
    self.auditing = auditing
  }

  /// Takes the call over; while the same telephone rings for it nothing more is done.
  /// - Parameter number: the telephone; where the bearer is rung as an agent when `nil`.
  public func callAsFunction(
    _ id: Call.ID, at number: PhoneNumber?, by bearer: Bearer, of tenant: Tenant.ID
  ) async throws(Failure) {
    guard let user = bearer.user else { throw .notAPerson }
    let now = time.now()
    let draft = auditing(.takeOverCall, by: bearer, on: AuditReference(.call, id))
    let failure: Failure?
    do throws(StoreFailure) {
      failure = try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        guard let call = try await scope.call(id, attendedBy: bearer) else { return .notFound }
        guard let target = try await scope.telephone(number, of: user) else { return .noTelephone }
        guard !call.isTakenOver(at: target) else { return nil }
        let flow = CallFlow(scope: scope, zones: NoTimeZones(), now: now)
        guard call.isAtReceptionist, try await flow.send(call, to: target, because: .operatorWish, .cold) != nil else {
          return .tooLate
        }
        try await scope.append(draft)
        return nil
      }
    } catch {
      throw .store(error)
    }
    if let failure { throw failure }
    // What doesn't work stays wanted: those who carry out intentions take it up.
    try? await askAnew?(CallPlace(tenant: tenant, call: id))
  }
}

extension TenantSnapshot {
  fileprivate func telephone(_ number: PhoneNumber?, of user: User.ID) async throws(StoreFailure) -> RoutingTarget? {
    if let number { return .outside(number) }
    return try await agent(of: user).map { .agent($0.id) }
  }
}

extension Call {
  /// Somebody has wanted the call at this telephone, and nothing has come of it yet.
  fileprivate func isTakenOver(at target: RoutingTarget) -> Bool {
    guard !hasEnded, let transfer else { return false }
    return transfer.reason == .operatorWish && transfer.target == target && transfer.outcome == nil
  }
}
