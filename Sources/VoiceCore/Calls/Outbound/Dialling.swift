/// What we ask of the carrier to ring somebody. Unlike all else that we ask, asking twice rings twice: whoever isn't sure
/// looks first whether it was done (property 16).
public protocol Dialling: Sendable {
  /// Rings; the answer is the carrier's name for the leg. After `.unavailable` it may ring all the same.
  func dial(_ order: DialOrder) async throws(TelephonyFailure) -> CarrierCallID

  /// The legs of ours between these numbers that the carrier was asked for since that moment, the newest first; those that
  /// are over, too.
  func legs(from line: PhoneNumber, to number: PhoneNumber, since moment: Timestamp) async throws(TelephonyFailure)
    -> [CarrierCallID]
}

/// Whom the carrier rings, for which call.
public struct DialOrder: Equatable, Sendable {
  /// How long it rings before nobody has answered.
  public static let ringTime: Duration = .seconds(30)
  /// The longest that such a call lasts. Source: requirements, "Session length": 60 min of a call.
  public static let longest: Duration = .seconds(3600)

  public let place: CallPlace
  /// The tenant's DID, which is shown.
  public let line: PhoneNumber
  public let number: PhoneNumber

  /// An order.
  public init(_ place: CallPlace, from line: PhoneNumber, to number: PhoneNumber) {
    self.place = place
    self.line = line
    self.number = number
  }
}
