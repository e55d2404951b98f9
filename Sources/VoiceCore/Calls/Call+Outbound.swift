/// What a call that we place decides.
extension Call {
  /// We ring somebody who hasn't picked up.
  public var awaitsPickUp: Bool { direction == .outbound && answeredAt == nil && !hasEnded }

  /// The call is wanted: the carrier is to ring.
  func decideWanted() -> Decision {
    guard direction == .outbound, status == .initiated, !hasEnded else { return .nothing }
    return Decision(facts: [.started], intentions: [.dial])
  }

  /// The carrier names the leg. One that has its name keeps it: there is one leg for each call (property 16).
  func decide(dialledAs leg: CarrierCallID) -> Decision {
    guard direction == .outbound, !hasEnded, carrierID.isAwaited, !leg.isAwaited else { return .nothing }
    return Decision(facts: [.dialled(leg)])
  }

  /// It rings at whom we call.
  func decideRinging() -> Decision {
    guard direction == .outbound, !hasEnded, status == .initiated else { return .nothing }
    return Decision(facts: [.rang])
  }

  /// They have picked up.
  func decide(pickedUpAt moment: Timestamp) -> Decision {
    guard direction == .outbound, !hasEnded, answeredAt == nil else { return .nothing }
    return Decision(facts: [.answered(at: moment)])
  }
}
