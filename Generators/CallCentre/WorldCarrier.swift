import Synchronization
import VoiceCore

/// The carrier's side of what the node asks of it.
final class WorldCarrier: LegControl {
  private struct State {
    var over: [CarrierCallID: Ending.Cause] = [:]
    var hungUp: [CarrierCallID] = []
    var asked: [CarrierCallID] = []
  }

  private let state = Mutex(State())

  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { state.withLock { $0.hungUp.append(leg) } }

  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState {
    state.withLock { state in state.over[leg].map(LegState.over) ?? .live }
  }

  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) { state.withLock { $0.asked.append(leg) } }

  /// Nobody is brought into a talk there yet.
  func askAnew(about leg: CarrierCallID, of place: CallPlace, at turn: Int) async throws(TelephonyFailure) -> Bool {
    false
  }

  /// The leg is over for this cause; the first one counts.
  func end(_ leg: CarrierCallID, _ cause: Ending.Cause) {
    state.withLock { state in
      if state.over[leg] == nil { state.over[leg] = cause }
    }
  }

  /// The legs that were to be ended, and those about which the node is to be asked, since this was asked last.
  func taken() -> (hungUp: [CarrierCallID], asked: [CarrierCallID]) {
    state.withLock { state in
      defer { (state.hungUp, state.asked) = ([], []) }
      return (state.hungUp, state.asked)
    }
  }
}
