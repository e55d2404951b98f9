public import PropertyTesting

/// One of VoiceCore's promises about what a running server shows, keeps and tells, judged by asking it and by looking at
/// everything that it leaves behind.
public struct ProbeLaw: Sendable {
  public let number: Int
  /// The promise's own title.
  public let title: String
  /// Whether it leaves calls behind: then it wants another server than those that look at everything which is left.
  public let placesCalls: Bool
  let property: @Sendable (ProbedServer, Prober) -> Property

  /// All that exist, by number.
  public static let all: [ProbeLaw] = [
    .screening, .transfers, .extensions, .privacy, .departments, .secrets,
  ]

  init(
    number: Int, title: String, placesCalls: Bool = false,
    property: @escaping @Sendable (ProbedServer, Prober) -> Property
  ) {
    self.number = number
    self.title = title
    self.placesCalls = placesCalls
    self.property = property
  }

  /// What became of one law.
  public struct Outcome: Sendable {
    public let law: ProbeLaw
    public let report: Report
    public let elapsed: Duration
  }

  /// Checks the laws on one server, one law after the other, one case at a time: a case looks at what it left behind.
  public static func check(
    _ laws: [ProbeLaw], on server: ProbedServer, _ settings: RunSettings
  ) async throws -> [Outcome] {
    var settings = settings
    settings.workers = 1
    let prober = Prober(of: server)
    var outcomes: [Outcome] = []
    for law in laws {
      let started = ContinuousClock.now
      let report = await PropertyTesting.check(law.property(server, prober), settings)
      outcomes.append(Outcome(law: law, report: report, elapsed: ContinuousClock.now - started))
      try Task.checkCancellation()
    }
    return outcomes
  }
}
