public import PropertyTesting
public import VoiceCore

extension Gen {
  /// An identifier out of a few, so that programs meet the same one again: also in another tenant, where it names
  /// something else. Shrinks to the first.
  public static func identifier<Subject>(outOf count: Int) -> Gen where Value == Identifier<Subject> {
    Gen<Int>.int(1...count).map { Identifier(UInt128($0)) }
  }
}
