internal import MediaBridge
internal import NIOCore
internal import Synchronization
public import VoiceCore

/// The legs of browsers' and apps' calls that live on this node, for whoever controls legs by their names.
public final class AppLegs: Sendable {
  private let legs = Mutex<[CarrierCallID: NIOLoopBound<VoiceCaller>]>([:])

  /// None yet.
  public init() {}

  /// Control over these legs, and over all others by the carrier.
  public func control(beside carrier: any LegControl) -> any LegControl { EveryLeg(apps: self, carrier: carrier) }

  func add(_ leg: NIOLoopBound<VoiceCaller>, as name: CarrierCallID) { legs.withLock { $0[name] = leg } }

  func remove(_ name: CarrierCallID) { legs.withLock { $0[name] = nil } }

  fileprivate func has(_ name: CarrierCallID) -> Bool { legs.withLock { $0[name] != nil } }

  /// Closes a leg; another node's goes by itself, for each looks after its own (`EndAppCall.isDue`).
  fileprivate func leave(_ name: CarrierCallID) {
    guard let leg = legs.withLock({ $0[name] }) else { return }
    leg.eventLoop.execute { leg.value.leave(.finished) }
  }
}

/// Asks whose leg it is by its name, so that no carrier ever hears of an app's.
private struct EveryLeg: LegControl {
  let apps: AppLegs
  let carrier: any LegControl

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) {
    guard leg.isApp else { return try await carrier.hangUp(leg) }
    apps.leave(leg)
  }

  /// Of another node's leg only who finds that node gone asks, or after the leg was left: it is over then.
  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState {
    guard leg.isApp else { return try await carrier.state(of: leg) }
    return apps.has(leg) ? .live : .over(.streamLost)
  }

  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) {
    guard leg.isApp else { return try await carrier.askAnew(about: leg) }
    apps.leave(leg)
  }

  func askAnew(about leg: CarrierCallID, of place: CallPlace, at turn: Int) async throws(TelephonyFailure) -> Bool {
    try await carrier.askAnew(about: leg, of: place, at: turn)
  }
}
