/// How a property is checked. Equal settings give equal reports on every machine, whatever the number of workers; but for
/// `elapsed`, and for cases that meet `caseLimit`.
public struct RunSettings: Sendable {
  /// What is done where a generator can make but a few cases.
  public enum Exhaustion: Equatable, Sendable {
    /// As many cases as demanded are drawn by chance, some of them often and some perhaps never.
    case never
    /// If there are no more cases than demanded, each is run once, and that is all; else cases are drawn by chance. A law
    /// whose body depends on more than its input wants the other.
    case whenSmall
  }

  /// Workers at most: each keeps a thread, and the system has not many more of them for one process.
  public static let mostWorkers = 64

  /// Cases to pass (discarded ones do not count).
  public var cases: Int
  /// What all chance comes from.
  public var seed: UInt64
  /// Run this one case instead.
  public var replay: ReplayToken?
  /// Whether all cases are run, each once, when there are no more of them than demanded; chance has no say then.
  public var exhaustion: Exhaustion
  /// How often the body may run while a failing case is made smaller. 0 leaves it as found.
  public var maximumShrinkEvaluations: Int
  /// Runs of the body to find which parts of the smallest case don't matter (``Counterexample/freeParts``); 0 doesn't ask.
  public var maximumExplanations: Int
  /// Discards for each case demanded before the run gives up.
  public var maximumDiscardRatio: Int
  /// Values to draw, without running the body, until a coverage that is still undecided is judged by a weaker rule.
  public var maximumCoverageSamples: Int
  /// Cases that run at the same time; the report is the same for any number up to ``mostWorkers``, and for more it warns
  /// that there are no more. A body that shares state between its cases wants 1.
  public var workers: Int
  /// How long one case may take, 10 seconds if not told otherwise; `nil` waits for ever. Reaching it ends the run as
  /// ``Report/Outcome/hung(_:)``. With a limit, cases run on threads of their own, for a body that never suspends can be
  /// neither stopped nor allowed to hold up others: it is cancelled, left behind, and keeps a thread busy.
  public var caseLimit: Duration?
  /// Told when a case could not be ended and is left behind, before the run returns: a command may print the report and
  /// exit. Called on a thread of the watchdog.
  public var onHang: (@Sendable (Report) -> Void)?
  /// Where failures are kept; the cases kept there are run first.
  public var saved: (any SavedFailures)?
  /// Bugs besides the first to look for, on as many as ten times the cases that the first took. 0 is content with one.
  public var maximumOthers: Int
  /// Told how far the run has come, from whatever thread that is on, one call at a time.
  public var progress: (@Sendable (Progress) -> Void)?
  /// Cases or evaluations between two calls of `progress`, at the least; a new phase is told at once.
  public var progressInterval: Int
  /// A clock for the report's `elapsed`; the harness reads no other and decides nothing by it.
  public var now: (@Sendable () -> Duration)?

  /// The everyday settings, but for what is given.
  public init(
    cases: Int = 100, seed: UInt64 = 0, replay: ReplayToken? = nil, exhaustion: Exhaustion = .never,
    maximumShrinkEvaluations: Int = 2_000, maximumExplanations: Int = 0,
    maximumDiscardRatio: Int = 10, maximumCoverageSamples: Int = 100_000, workers: Int = 1,
    caseLimit: Duration? = .seconds(10), onHang: (@Sendable (Report) -> Void)? = nil,
    saved: (any SavedFailures)? = nil, maximumOthers: Int = 3, progress: (@Sendable (Progress) -> Void)? = nil,
    progressInterval: Int = 100, now: (@Sendable () -> Duration)? = nil
  ) {
    self.cases = cases
    self.seed = seed
    self.replay = replay
    self.exhaustion = exhaustion
    self.maximumShrinkEvaluations = maximumShrinkEvaluations
    self.maximumExplanations = maximumExplanations
    self.maximumDiscardRatio = maximumDiscardRatio
    self.maximumCoverageSamples = maximumCoverageSamples
    self.workers = workers
    self.caseLimit = caseLimit
    self.onHang = onHang
    self.saved = saved
    self.maximumOthers = maximumOthers
    self.progress = progress
    self.progressInterval = progressInterval
    self.now = now
  }
}
