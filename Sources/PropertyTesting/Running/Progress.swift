/// How far a run has come.
public struct Progress: Equatable, Sendable {
  /// What the run is busy with.
  public enum Phase: Equatable, Sendable {
    /// Failures of earlier runs.
    case saved
    /// The property's own examples.
    case examples
    /// Cases by chance.
    case cases
    /// Making a failing case small.
    case shrinking
    /// Drawing further values for demanded labels.
    case coverage
    /// Looking for bugs of other origins.
    case furtherBugs
  }

  /// What the run is busy with.
  public internal(set) var phase = Phase.saved
  /// Cases run that were not discarded.
  public internal(set) var cases = 0
  /// Cases demanded.
  public internal(set) var demanded = 0
  /// Cases discarded.
  public internal(set) var discards = 0
  /// Runs of the body while shrinking.
  public internal(set) var evaluations = 0
  /// Choices in the smallest failing case; `nil` without one.
  public internal(set) var bestSize: Int?
  /// Labels of the cases that held, the most frequent first.
  public internal(set) var labels: [LabelCount] = []
}
