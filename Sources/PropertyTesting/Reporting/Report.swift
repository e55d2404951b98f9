/// What came of checking one property.
public struct Report: Sendable {
  /// How it ended.
  public enum Outcome: Sendable {
    /// All cases held and every coverage was met.
    case passed
    /// A case fails.
    case falsified(Counterexample)
    /// Too many cases were discarded, or the replayed one was.
    case gaveUp(discards: Int)
    /// All cases held, but these labels came too seldom.
    case coverageMissed([CoverageShare])
    /// A case failed and then held, or the other way about: body or generator depend on more than their input.
    case flaky(Counterexample)
    /// A case had not ended when its time was up; it may be running still.
    case hung(Counterexample)
    /// The cases say little about the law, for the reason and with the remedy told here.
    case unhealthy(String)
    /// No case was run, for the reason told here: an empty check is no check.
    case nothingRan(String)
    /// The replay token belongs to another property or an older generator; nothing was run.
    case replayDoesNotFit(String)
  }

  /// The property's number.
  public let number: Int?
  /// The property's title.
  public let title: String
  /// How it ended.
  public let outcome: Outcome
  /// Cases run that were not discarded, without examples and shrinking.
  public let cases: Int
  /// Cases discarded by the generator or the body.
  public let discards: Int
  /// Why, the most frequent reason first.
  public let discardReasons: [LabelCount]
  /// Labels of the cases that held, the most frequent first.
  public let labels: [LabelCount]
  /// Demanded labels, over all values drawn.
  public let coverage: [CoverageShare]
  /// The run's seed.
  public let seed: UInt64
  /// Runs of the body while shrinking.
  public let evaluations: Int
  /// Time by the settings' clock; `nil` without one.
  public let elapsed: Duration?
  /// Failing cases of other origins than the first, each made small: one for each further bug.
  public internal(set) var others: [Counterexample] = []
  /// How many cases there are, if all of them were run; `nil` when cases were drawn by chance.
  public internal(set) var allCases: Int?
  /// The highest score of a case, of a law that says how near its cases come (``Goal``).
  public internal(set) var highestScore: Double?
  /// What came of the failures that earlier runs saved, the oldest first.
  public internal(set) var saved: [SavedCase] = []
  /// What the reader should know besides, a sentence each; none of it changes the outcome.
  public internal(set) var warnings: [String] = []

  /// Whether the law held.
  public var passed: Bool { if case .passed = outcome { true } else { false } }

  /// The failing case, also of a flaky one and of one that hung.
  public var counterexample: Counterexample? {
    switch outcome {
    case .falsified(let counterexample), .flaky(let counterexample), .hung(let counterexample): counterexample
    default: nil
    }
  }

  /// The exact failing case, shrunk; `nil` without one and for examples.
  public var token: ReplayToken? { counterexample?.token }
}
