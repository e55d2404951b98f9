public import PropertyTesting
public import VoiceCore

/// One thing between a call and its carrier, as it may come: repeated, late, out of order.
public enum CarrierStep: Equatable, Sendable {
  /// The carrier announces the call (again).
  case announced
  /// A media stream joins with the newest token.
  case streamJoined
  /// The dialogue wants a person.
  case personWanted
  /// The voice AI is gone.
  case receptionistFailed
  /// The stream is over and the carrier asks what is next.
  case askedWhatIsNext
  /// The carrier says how the dialled leg fared.
  case dialReported(Transfer.Outcome)
  /// The call ends: by the carrier's word, or by ours.
  case ended(Ending.Cause)
  /// What is wanted of the carrier is asked for; this is its reply, `nil` when it does it.
  case carriedOut(reply: TelephonyFailure?)
}

extension Gen where Value == [CarrierStep] {
  /// A call from its announcement on, some way down the usual road, then up to 14 steps in any order.
  public static var carrierHistory: Gen {
    zip(Gen<[CarrierStep]>.element(of: usualRoads), Gen<[CarrierStep]>.array(of: step, count: 0...14)).map {
      [.announced] + $0 + $1
    }
  }

  private static var usualRoads: [[CarrierStep]] {
    let handedOver: [CarrierStep] = [.streamJoined, .personWanted, .askedWhatIsNext]
    return [
      [], [.streamJoined], [.streamJoined, .personWanted], handedOver, handedOver + [.dialReported(.answered)],
    ]
  }

  private static var step: Gen<CarrierStep> {
    .weighted([
      (2, .just(.announced)), (4, .just(.streamJoined)), (3, .just(.personWanted)), (1, .just(.receptionistFailed)),
      (4, .just(.askedWhatIsNext)),
      (3, Gen<Transfer.Outcome>.element(of: Transfer.Outcome.allCases).map(CarrierStep.dialReported)),
      (
        3,
        Gen<Ending.Cause>.element(of: Ending.Cause.allCases.filter { $0 != .rejected }).map(CarrierStep.ended)
      ),
      (4, Gen<TelephonyFailure?>.element(of: replies).map { CarrierStep.carriedOut(reply: $0) }),
    ])
  }

  private static var replies: [TelephonyFailure?] {
    [nil, nil, .unavailable, .throttled, .refused(status: 404), .notConfigured]
  }
}
