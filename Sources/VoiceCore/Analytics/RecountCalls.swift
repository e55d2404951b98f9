/// Has a tenant's figures counted anew, from the log: after a change in what is counted, or when they are in doubt. Whoever
/// counts does it, page by page; until then figures are smaller than they will be.
public struct RecountCalls: Sendable {
  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Begins. What the log has forgotten can't be counted again: calls that began before the second day after its oldest fact
  /// stay as they were counted.
  public func callAsFunction(of tenant: Tenant.ID) async throws(StoreFailure) {
    let now = time.now()
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      var progress = try await scope.analyticsProgress()
      let beginning = LogPosition(commit: .min, number: .min)
      var firstDay = Int.min
      if case .forgotten = try await scope.log(after: beginning, limit: 1) {
        let oldest = try await scope.log(after: nil, limit: 1).facts.first?.recorded.at ?? now
        // Facts are in the order of commits, which on several nodes isn't quite that of their clocks.
        firstDay = AnalyticsSlot(.day, holding: oldest).day + 2
      }
      // One that is interrupted by the next had taken out no more than this does, if the first day is the same or later.
      if let running = progress.recount { firstDay = min(firstDay, running.firstDay) }
      progress.recount = AnalyticsProgress.Recount(
        from: firstDay, until: max(progress.recount?.until, progress.position))
      progress.position = nil
      try await scope.save(progress)
    }
  }
}

/// The later of two places; nowhere is before all.
private func max(_ one: LogPosition?, _ other: LogPosition?) -> LogPosition? {
  guard let one, let other else { return one ?? other }
  return Swift.max(one, other)
}
