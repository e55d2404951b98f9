public import PropertyTesting
public import VoiceCore

/// One thing between a call that we place and its carrier, as it may come: repeated, late, out of order.
public enum OutboundStep: Equatable, Sendable {
  /// Somebody orders the call (again).
  case ordered
  /// The carrier's next answer: what it fails with, or nothing and the answer is lost, or all is well.
  case replies(TelephonyFailure?, isLost: Bool)
  /// So much time passes, then intentions are taken up.
  case resumed(afterSeconds: Int)
  /// The carrier tells of the leg that rings.
  case told(HearOfDialled.State)
  /// Whoever was rung picks up.
  case pickedUp
  /// We end the call.
  case ended
}

extension Gen where Value == [OutboundStep] {
  /// An order, with the carrier as it may be, then up to 12 steps in any order.
  public static var outboundHistory: Gen {
    zip(reply, Gen<[OutboundStep]>.array(of: step, count: 0...12)).map { [$0, .ordered] + $1 }
  }

  private static var reply: Gen<OutboundStep> {
    zip(Gen<TelephonyFailure?>.element(of: [nil, nil, .unavailable, .throttled, .refused(status: 400)]), .bool).map {
      .replies($0, isLost: $1)
    }
  }

  private static var step: Gen<OutboundStep> {
    .weighted([
      (2, reply), (1, .just(.ordered)), (4, Gen<Int>.int(0...90).map { .resumed(afterSeconds: $0) }),
      (3, Gen<HearOfDialled.State>.element(of: [.known, .ringing, .over(.unanswered)]).map { .told($0) }),
      (2, .just(.pickedUp)), (1, .just(.ended)),
    ])
  }
}
