/// How far a run is, as numbers.
public struct ProgressState: Equatable, Sendable {
  /// What a law is doing.
  public enum Phase: Equatable, Sendable {
    /// Runs cases.
    case running
    /// Makes a failing case smaller: bodies run, and choices of the smallest case so far.
    case shrinking(evaluations: Int, size: Int)
    /// Draws further values for demanded labels.
    case coverage
    /// Looks for bugs of other origins, this many cases so far.
    case furtherBugs
  }

  /// The law and its subject, for instance `property 6 on memory`.
  public var law = ""
  /// Laws that have ended.
  public var finished = 0
  /// Laws in all.
  public var laws = 1
  /// What it is doing.
  public var phase = Phase.running
  /// Cases of this law that have run.
  public var cases = 0
  /// Cases demanded of it; 0 when unknown.
  public var demanded = 0
  /// Cases of it that were discarded.
  public var discards = 0
  /// Labels and how many cases bear them, the most frequent first.
  public var labels: [ReportRow.Label] = []
  /// Seconds since this law began.
  public var seconds = 0.0
  /// Seconds since the run began.
  public var secondsInAll = 0.0

  /// A run that has not begun.
  public init() {}

  /// Cases a second; `nil` before there is one to tell by.
  public var rate: Double? { cases > 0 && seconds > 0 ? Double(cases) / seconds : nil }

  /// Seconds that this law will take yet, if it goes on as before; `nil` when nothing tells.
  public var secondsLeft: Double? {
    guard phase == .running, let rate, demanded > 0 else { return nil }
    return Double(max(0, demanded - cases)) / rate
  }

  /// Seconds that the run will take yet, if the other laws take as long as those so far; `nil` when nothing tells.
  public var secondsLeftInAll: Double? {
    let share = demanded > 0 ? min(1, Double(cases) / Double(demanded)) : 0
    let done = Double(finished) + share
    guard done > 0, secondsInAll > 0 else { return nil }
    return secondsInAll / done * max(0, Double(laws) - done)
  }
}
