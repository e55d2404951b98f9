/// What we ask of the carrier about a leg when we no longer know how it stands.
public protocol LegControl: Telephony {
  /// How the leg stands with the carrier now. One that the carrier doesn't know is over.
  func state(of leg: CarrierCallID) async throws(TelephonyFailure) -> LegState

  /// Makes the carrier leave what it does with the leg and ask us what is next, as after a stream. One that has ended
  /// already is no error.
  func askAnew(about leg: CarrierCallID) async throws(TelephonyFailure)

  /// So too about the line of somebody of ours in a call's conference; the question names the call and its stop.
  /// - Returns: whether the line is still up.
  func askAnew(about leg: CarrierCallID, of place: CallPlace, at turn: Int) async throws(TelephonyFailure) -> Bool
}

/// How a leg stands with the carrier.
public enum LegState: Equatable, Sendable {
  /// Ringing, or up.
  case live
  /// Over, for this cause.
  case over(Ending.Cause)
}

/// What holds for every leg.
public enum LegLimits {
  /// The longest that a carrier keeps a leg up. Source: Twilio, "Call duration limits": four hours unless it was asked for more.
  public static let longest: Duration = .seconds(4 * 3_600)
}
