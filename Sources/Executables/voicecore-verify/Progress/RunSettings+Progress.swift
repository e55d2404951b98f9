public import PropertyTesting

extension RunSettings {
  /// The display draws by its own clock; being told is cheap, and evaluations of slow laws come seldom.
  private var shortInterval: Int { 8 }

  /// These settings, with the run's progress shown on `display`.
  func showing(on display: ProgressDisplay) -> RunSettings {
    var settings = self
    settings.progress = { progress in display.update { $0.take(over: progress) } }
    settings.progressInterval = shortInterval
    return settings
  }
}

extension ProgressState {
  /// Takes over what the harness tells of the law that runs.
  public mutating func take(over progress: Progress) {
    cases = progress.cases
    discards = progress.discards
    labels = progress.labels.map { ReportRow.Label($0.label, $0.count, of: $0.of) }
    switch progress.phase {
    case .saved, .examples, .cases: phase = .running
    case .shrinking: phase = .shrinking(evaluations: progress.evaluations, size: progress.bestSize ?? 0)
    case .coverage: phase = .coverage
    case .furtherBugs: phase = .furtherBugs
    }
  }
}
