import VoiceCore

/// Stands where no carrier account is configured: asks nothing of anybody and says so.
struct NoTelephony: Telephony {
  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure) { throw .notConfigured }
}
