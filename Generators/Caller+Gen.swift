public import PropertyTesting
public import VoiceCore

extension Gen where Value == Caller {
  /// A caller with one of a few numbers, or withheld.
  public static func caller(outOf count: Int) -> Gen {
    .weighted([(6, Gen<PhoneNumber>.phoneNumber(outOf: count).map(Caller.number)), (1, .just(.withheld))])
  }
}
