import Glibc

/// A share of cases that must bear a label, so that a law is not held by never meeting its hard part.
///
/// Samples are drawn, their number doubling, until the share is known to be at least 0.9 times the demand, or to be below
/// it. Either is wrong at most once in 10^9 runs, over all the looks together: the bound used holds for any share and any
/// number of samples, where the normal approximation that others use fails near 0 and 100 percent.
/// Source: Hoeffding 1963, theorem 1; the tolerance and the doubling as in QuickCheck's `checkCoverage`.
public struct Coverage: Equatable, Sendable, CustomStringConvertible {
  /// The label, as the property's labels give it.
  public let label: String
  /// The least share of cases, in percent (at most 100); 0 demands a single one.
  public let minimumPercent: Double

  /// Demands that at least `percent` of the cases bear `label`.
  public init(_ label: String, atLeast percent: Double) {
    precondition(percent > 0 && percent <= 100, "a share lies above 0 and up to 100 percent")
    self.init(label: label, minimumPercent: percent)
  }

  private init(label: String, minimumPercent: Double) {
    self.label = label
    self.minimumPercent = minimumPercent
  }

  /// Demands that `label` comes at least once.
  public static func sometimes(_ label: String) -> Coverage { Coverage(label: label, minimumPercent: 0) }

  /// The demand in words, for instance "at least 20.0 %" or "at least once".
  public var description: String { isOnce ? "at least once" : "at least \(minimumPercent) %" }

  enum Verdict { case met, missed, undecided }

  private static let tolerance = 0.9
  /// The natural logarithm of 40 * 10^9: an error of 1 in 10^9 spread over at most 40 looks.
  private static let certain = 24.412_145
  /// That of 10^4, for what is undecided when no more samples may be drawn.
  private static let likely = 9.210_340

  private var isOnce: Bool { minimumPercent == 0 }

  func verdict(_ hits: Int, of samples: Int) -> Verdict {
    if isOnce { return hits > 0 ? .met : .undecided }
    guard samples > 0 else { return .undecided }
    let (demanded, share) = (minimumPercent / 100, Double(hits) / Double(samples))
    let tolerated = demanded * Self.tolerance
    if share > tolerated, Self.evidence(share, against: tolerated, samples) >= Self.certain { return .met }
    if share < demanded, Self.evidence(share, against: demanded, samples) >= Self.certain { return .missed }
    return .undecided
  }

  /// What to say when no more samples may be drawn: a label that never came is missed, and so is one that is below the
  /// demand with a certainty of 10^4 to 1.
  func lastVerdict(_ hits: Int, of samples: Int) -> Verdict {
    let verdict = verdict(hits, of: samples)
    guard verdict == .undecided else { return verdict }
    let (demanded, share) = (minimumPercent / 100, Double(hits) / Double(max(samples, 1)))
    if hits == 0 || share < demanded && Self.evidence(share, against: demanded, samples) >= Self.likely {
      return .missed
    }
    return .undecided
  }

  /// A share at least as far from `bound` comes by chance at most once in `exp` of this.
  private static func evidence(_ share: Double, against bound: Double, _ samples: Int) -> Double {
    Double(samples) * (part(share, bound) + part(1 - share, 1 - bound))
  }

  private static func part(_ share: Double, _ bound: Double) -> Double {
    if share <= 0 { return 0 }
    return bound <= 0 ? .infinity : share * log(share / bound)
  }
}
