/// What we ask of the carrier about a leg that is up. Asking twice has the effect of once.
public protocol Telephony: Sendable {
  /// Ends a leg. One that has ended already is no error.
  func hangUp(_ leg: CarrierCallID) async throws(TelephonyFailure)
}

/// Why the carrier did not do it.
public enum TelephonyFailure: Error, Equatable, Sendable {
  /// The carrier refuses: trying again doesn't help.
  case refused(status: Int)
  /// Too many requests: trying later helps.
  case throttled
  /// No answer, or one that makes no sense: trying again may help.
  case unavailable
  /// No carrier account is configured.
  case notConfigured
}
