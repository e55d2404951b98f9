import VoiceCore

/// Stands where no carrier account is configured: asks nothing of anybody and says so.
struct NoTelephony: LegControl {
  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { throw .notConfigured }
  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState { throw .notConfigured }
  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure) { throw .notConfigured }
  func askAnew(about leg: CarrierCallID, of place: CallPlace, at turn: Int) async throws(TelephonyFailure) -> Bool {
    throw .notConfigured
  }
}
