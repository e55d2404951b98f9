extension RunSettings {
  /// As many as work: one at least, and no more than there may be.
  var usedWorkers: Int { min(max(workers, 1), Self.mostWorkers) }

  /// What is said of a run that asked for more; nothing otherwise.
  var workersWarnings: [String] {
    guard workers > Self.mostWorkers else { return [] }
    return ["\(workers) workers were asked for; \(Self.mostWorkers) work, which is the most there are"]
  }
}
