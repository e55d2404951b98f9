/// Has the carrier ring whom a call is for: once, whatever is lost in between. Where a former attempt may have done it the
/// carrier is asked before it is repeated (property 16).
public struct DialOut: Sendable {
  /// How long after it was wanted a call still begins to ring: nobody waits longer for one.
  public static let patience: Duration = .seconds(120)
  /// How long after it was wanted nobody else can have tried: whoever is later isn't the first.
  static let firstTurn: Duration = .seconds(15)
  /// How much later than ours the carrier's clock may be.
  public static let clockSkew: Duration = .seconds(30)

  /// What came of an attempt.
  public enum Outcome: Equatable, Sendable {
    /// Nothing is wanted any more: it rings, or the call is over.
    case settled
    /// Not known, or not now: to be tried again.
    case postponed
  }

  private let store: any Store
  private let dialling: any Dialling
  private let telephony: any Telephony
  private let end: EndCall
  private let time: any TimeSource

  /// A use case on these ports.
  public init(
    store: any Store, dialling: any Dialling, telephony: any Telephony, time: any TimeSource,
    telemetry: CallTelemetry = .none
  ) {
    self.store = store
    self.dialling = dialling
    self.telephony = telephony
    self.time = time
    end = EndCall(store: store, time: time, telemetry: telemetry)
  }

  /// The first attempt for a call that has just been committed. What isn't settled by it is taken up by whoever carries out
  /// intentions.
  func begin(_ call: Call.ID, of tenant: Tenant.ID) async throws(StoreFailure) {
    let wanted = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.pendingIntentions(of: call).first { $0.intention == .dial }
    }
    if let wanted { _ = try await self(wanted, of: tenant, isFirst: true) }
  }

  /// Carries a wanted dial out.
  /// - Parameter isFirst: nobody can have tried before.
  public func callAsFunction(
    _ wanted: PendingIntention, of tenant: Tenant.ID, isFirst: Bool
  ) async throws(StoreFailure) -> Outcome {
    let call = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.call(wanted.call) }
    guard let call, call.carrierID.isAwaited, let number = call.caller.number else {
      return try await settle(wanted, of: tenant)
    }
    // Held up since: others may be at it by now.
    if isFirst, time.now() >= wanted.since + Self.firstTurn { return .postponed }
    let order = DialOrder(CallPlace(tenant: tenant, call: call.id), from: call.dialled, to: number)
    if !isFirst {
      switch try await legOfBefore(order, since: wanted.since) {
      case .leg(let leg): return try await take(leg, wanted, of: tenant)
      case .unknown: return .postponed
      case .none: break
      }
    }
    guard !call.hasEnded else { return try await settle(wanted, of: tenant) }
    guard isFirst || time.now() < wanted.since + Self.patience else { return try await giveUp(wanted, of: tenant) }
    let leg: CarrierCallID
    do throws(TelephonyFailure) { leg = try await dialling.dial(order) } catch {
      switch error {
      case .refused, .notConfigured: return try await giveUp(wanted, of: tenant)
      case .throttled, .unavailable: return .postponed
      }
    }
    return try await take(leg, wanted, of: tenant)
  }

  private enum Before {
    case none
    case leg(CarrierCallID)
    /// The carrier didn't say.
    case unknown
  }

  /// The leg that a former attempt has made, if it has: the newest between these numbers that is no other call's.
  private func legOfBefore(_ order: DialOrder, since moment: Timestamp) async throws(StoreFailure) -> Before {
    let legs: [CarrierCallID]
    do throws(TelephonyFailure) {
      legs = try await dialling.legs(from: order.line, to: order.number, since: moment - Self.clockSkew)
    } catch {
      return .unknown
    }
    for leg in legs {
      let known = try await store.read(for: order.place.tenant) { scope throws(StoreFailure) in
        try await scope.call(leg)
      }
      if known == nil { return .leg(leg) }
    }
    return .none
  }

  /// The leg is the call's from now on. Where the call is over, or has another by now, it is hung up: nobody would speak with
  /// whoever picked up.
  private func take(
    _ leg: CarrierCallID, _ wanted: PendingIntention, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> Outcome {
    let now = time.now()
    let isTaken = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Bool in
      guard let call = try await scope.call(wanted.call) else { return false }
      return try await scope.commit(call.decide(dialledAs: leg), to: call, at: now).carrierID == leg
    }
    if !isTaken {
      do throws(TelephonyFailure) { try await telephony.hangUp(leg) } catch { return .postponed }
    }
    return try await settle(wanted, of: tenant)
  }

  private func giveUp(_ wanted: PendingIntention, of tenant: Tenant.ID) async throws(StoreFailure) -> Outcome {
    // The world's own word: all that was wanted of the call is settled with it.
    _ = try await end(.id(wanted.call), of: tenant, because: .carrierFailed)
    return .settled
  }

  private func settle(_ wanted: PendingIntention, of tenant: Tenant.ID) async throws(StoreFailure) -> Outcome {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in try await scope.settle(wanted) }
    return .settled
  }
}
