/// What we ask of the carrier about a leg when we no longer know how it stands.
public protocol LegControl: Telephony {
  /// How the leg stands with the carrier now. One that the carrier doesn't know is over.
  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState

  /// Makes the carrier leave what it does with the leg and ask us what is next, as after a stream. One that has ended
  /// already is no error.
  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure)
}

/// How a leg stands with the carrier.
public enum LegState: Equatable, Sendable {
  /// Ringing, or up.
  case live
  /// Over, for this cause.
  case over(Ending.Cause)
}
