/// A share of cases that must bear a label, so that a law is not held by never meeting its hard part.
///
/// Decided as in QuickCheck: samples are drawn, their number doubling, until the share is known with a certainty of
/// 10^9 to 1 to be at least 0.9 times the demand, or to be below the demand.
public struct Coverage: Equatable, Sendable {
  /// The label, as the property's `labels` give it.
  public let label: String
  /// The least share of cases, in percent (above 0, at most 100).
  public let minimumPercent: Double

  /// Demands that at least `percent` of the cases bear `label`.
  public init(_ label: String, atLeast percent: Double) {
    precondition(percent > 0 && percent <= 100, "a share lies above 0 and up to 100 percent")
    self.label = label
    minimumPercent = percent
  }

  enum Verdict { case met, missed, undecided }

  private static let tolerance = 0.9
  /// The two-sided normal quantile of 1 in 10^9.
  private static let quantile = 6.109_410_2

  func verdict(_ hits: Int, of samples: Int) -> Verdict {
    let demanded = minimumPercent / 100
    let share = samples > 0 ? Double(hits) / Double(samples) : 0
    if share >= demanded * Self.tolerance, Self.differs(share, from: demanded * Self.tolerance, samples) { return .met }
    if share < demanded, Self.differs(share, from: demanded, samples) { return .missed }
    return .undecided
  }

  /// What to say when no more samples may be drawn.
  func estimate(_ hits: Int, of samples: Int) -> Verdict {
    Double(hits) >= Self.tolerance * minimumPercent / 100 * Double(samples) ? .met : .missed
  }

  /// Whether `bound` lies outside of Wilson's score interval around `share`; solved for the bound, it needs no root.
  /// Source: Wilson 1927; QuickCheck's `Test.QuickCheck.Test`.
  private static func differs(_ share: Double, from bound: Double, _ samples: Int) -> Bool {
    let difference = share - bound
    return Double(samples) * difference * difference >= quantile * quantile * bound * (1 - bound)
  }
}
