public import PropertyTesting
public import Testing

/// Settings for the laws of a test or of a whole suite: `@Test(.cases(1_000))`, `@Suite(.seed(7))`. Inner ones win.
public struct LawSettings: TestTrait, SuiteTrait, TestScoping {
  @TaskLocal static var current = LawSettings()

  private var cases: Int?
  private var seed: UInt64?
  private var replay: ReplayToken?
  private var workers: Int?
  private var caseLimit: Duration?
  private var saved: (any SavedFailures)?
  private var exhaustion: RunSettings.Exhaustion?
  private var maximumExplanations: Int?

  init(
    cases: Int? = nil, seed: UInt64? = nil, replay: ReplayToken? = nil, workers: Int? = nil,
    caseLimit: Duration? = nil, saved: (any SavedFailures)? = nil, exhaustion: RunSettings.Exhaustion? = nil,
    maximumExplanations: Int? = nil
  ) {
    self.cases = cases
    self.seed = seed
    self.replay = replay
    self.workers = workers
    self.caseLimit = caseLimit
    self.saved = saved
    self.exhaustion = exhaustion
    self.maximumExplanations = maximumExplanations
  }

  /// Runs `function` with these settings for the laws within.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @Sendable () async throws -> Void
  ) async throws {
    let outer = Self.current
    let merged = LawSettings(
      cases: cases ?? outer.cases, seed: seed ?? outer.seed, replay: replay ?? outer.replay,
      workers: workers ?? outer.workers, caseLimit: caseLimit ?? outer.caseLimit, saved: saved ?? outer.saved,
      exhaustion: exhaustion ?? outer.exhaustion, maximumExplanations: maximumExplanations ?? outer.maximumExplanations)
    try await Self.$current.withValue(merged) { try await function() }
  }

  func applied(to settings: RunSettings, _ property: Property) -> RunSettings {
    var settings = settings
    if let cases { settings.cases = cases }
    if let seed { settings.seed = seed }
    if let workers { settings.workers = workers }
    if let caseLimit { settings.caseLimit = caseLimit }
    if let saved { settings.saved = saved }
    if let exhaustion { settings.exhaustion = exhaustion }
    if let maximumExplanations { settings.maximumExplanations = maximumExplanations }
    if let replay, replay.property == property.tokenName { settings.replay = replay }
    return settings
  }
}

extension Trait where Self == LawSettings {
  /// Laws of this test run `count` cases each, 1 or more.
  public static func cases(_ count: Int) -> Self {
    precondition(count > 0, "an empty check is no check")
    return LawSettings(cases: count)
  }

  /// Laws of this test draw from `seed`.
  public static func seed(_ seed: UInt64) -> Self { LawSettings(seed: seed) }

  /// So many cases of a law of this test run at the same time, 1 or more; the report is the same.
  public static func workers(_ count: Int) -> Self {
    precondition(count > 0, "nobody would run a case")
    return LawSettings(workers: count)
  }

  /// A case of this test that takes longer counts as hung.
  public static func caseLimit(_ limit: Duration) -> Self { LawSettings(caseLimit: limit) }

  /// Failing cases of this test's laws are kept here, and tried first by later runs: `.saved(FailureFolder("Failures"))`.
  public static func saved(_ failures: any SavedFailures) -> Self { LawSettings(saved: failures) }

  /// A law of this test runs all cases there are, each once, when there are no more than it should run.
  public static var exhaustive: Self { LawSettings(exhaustion: .whenSmall) }

  /// Which parts of a smallest case don't matter is found by as many as `evaluations` runs of the body.
  public static func explained(evaluations: Int = 200) -> Self { LawSettings(maximumExplanations: evaluations) }

  /// The law of this test that `token` belongs to runs that one case; others run as usual.
  public static func replay(_ token: String) -> Self {
    guard let token = ReplayToken(token) else { preconditionFailure("this is no replay token: \(token)") }
    return LawSettings(replay: token)
  }
}
