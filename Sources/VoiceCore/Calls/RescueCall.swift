/// Nobody seems to have a call any more: finds out from the carrier how it stands, and ends it, or brings it back to a node
/// that lives. It ends once, with one record, whoever else says so at the same time (properties 11 and 29).
public struct RescueCall: Sendable {
  /// How often the carrier is told to ask us anew before the call is given up.
  public static let maximumRescues = 2

  /// What became of it.
  public enum Outcome: Equatable, Sendable {
    /// It is over: by this, or before.
    case over
    /// The carrier was told to ask what is next.
    case broughtBack
    /// It is up, but the carrier took no word of ours, or its answer was lost: to be repeated soon.
    case postponed(TelephonyFailure)
    /// Somebody has it after all: a node, or the person to whom it was handed over.
    case isHeld
    /// The carrier didn't say how it stands; later, then.
    case unknown(TelephonyFailure)
  }

  private let store: any Store
  private let carrier: any LegControl
  private let end: EndCall
  private let attend: AttendConference
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, carrier: any LegControl, time: any TimeSource, telemetry: CallTelemetry = .none) {
    self.store = store
    self.carrier = carrier
    self.time = time
    attend = AttendConference(store: store, carrier: carrier, time: time)
    end = EndCall(store: store, time: time, telemetry: telemetry)
  }

  /// Rescues a call that was seen so: when it is held otherwise by now, nothing is done.
  public func callAsFunction(_ seen: LiveCall, of tenant: Tenant.ID) async throws(StoreFailure) -> Outcome {
    guard let call = try await current(seen, of: tenant) else { return .isHeld }
    guard !call.hasEnded else {
      try await forget(seen, of: tenant)
      return .over
    }
    // Whoever carries out intentions rings, or gives up; the carrier knows no such leg.
    guard !call.carrierID.isAwaited else { return .isHeld }
    let state: LegState
    do throws(TelephonyFailure) {
      state = try await carrier.state(of: call.carrierID)
    } catch {
      // That we may not or can't ask is no word about the call: people may be talking in it. Until no carrier would have it.
      guard time.now() >= call.startedAt + LegLimits.longest else { return .unknown(error) }
      return try await giveUp(seen, of: tenant)
    }
    switch state {
    case .over(let cause):
      _ = try await end(.id(call.id), of: tenant, because: cause)
      return .over
    case .live where seen.isWithSomebodyElse(as: call):
      if let conference = call.course?.conference { await lookAfter(conference, call.id, of: tenant) }
      return .isHeld
    case .live where seen.rescues >= Self.maximumRescues: return try await giveUp(seen, of: tenant)
    case .live: return try await bringBack(seen, call.carrierID, of: tenant)
    }
  }

  /// Of those in a conference some may have left without our hearing of it: then the caller would be alone in its room. What can't
  /// be found out now is found out next time.
  private func lookAfter(_ conference: Conference, _ call: Call.ID, of tenant: Tenant.ID) async {
    for seat in conference.seats {
      guard let state = try? await carrier.state(of: seat.leg), state != .live else { continue }
      try? await attend.left(seat.leg, CallPlace(tenant: tenant, call: call))
    }
  }

  /// The call, unless somebody else has it by now.
  private func current(_ seen: LiveCall, of tenant: Tenant.ID) async throws(StoreFailure) -> Call? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.liveCall(seen.call) == seen else { return nil }
      return try await scope.call(seen.call)
    }
  }

  private func forget(_ seen: LiveCall, of tenant: Tenant.ID) async throws(StoreFailure) {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      try await scope.removeLiveCall(seen.call)
    }
  }

  /// Noted before it is done, so that of two who rescue the same call one does, and that the stream which the carrier
  /// closes isn't taken for a caller who hung up. What was surely not done is noted as not done.
  private func bringBack(
    _ seen: LiveCall, _ leg: CarrierCallID, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> Outcome {
    let marked = seen.redirected(at: time.now())
    guard try await replace(seen, by: marked, of: tenant) else { return .isHeld }
    do throws(TelephonyFailure) {
      try await carrier.askAnew(about: leg)
      return .broughtBack
    } catch {
      if error.isRefusal { _ = try await replace(marked, by: seen, of: tenant) }
      return .postponed(error)
    }
  }

  /// Whether it was still so.
  private func replace(_ old: LiveCall, by new: LiveCall, of tenant: Tenant.ID) async throws(StoreFailure) -> Bool {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.liveCall(old.call) == old else { return false }
      try await scope.save(new)
      return true
    }
  }

  /// Ends it from our side, unless a stream has joined meanwhile: asking the carrier takes its time. What is still up with
  /// the carrier is hung up by whoever carries out intentions.
  private func giveUp(_ seen: LiveCall, of tenant: Tenant.ID) async throws(StoreFailure) -> Outcome {
    try await end(ifStill: seen, of: tenant, because: .streamLost) == nil ? .isHeld : .over
  }
}

extension LiveCall {
  /// The caller waits for a person, talks with one, or speaks to a machine after one was wanted, or whom we call hasn't
  /// picked up: no receptionist is missed, once the carrier knows of it.
  fileprivate func isWithSomebodyElse(as call: Call) -> Bool {
    holder == .carrier && awaitedSince == nil
      && (call.transfer != nil || call.status == .queued || call.isBesideReceptionist || call.awaitsPickUp)
  }
}

extension TelephonyFailure {
  /// Certainly nothing was done. Otherwise only the answer may have been lost.
  fileprivate var isRefusal: Bool {
    switch self {
    case .refused, .notConfigured, .throttled: true
    case .unavailable: false
    }
  }
}
