/// Has a tenant's figures counted anew, from the log: after a change in what is counted, or when they are in doubt. Whoever
/// counts does it, page by page; until then figures are smaller than they will be.
public struct RecountCalls: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Begins. What the log has forgotten can't be counted again: calls that began before the second day after its oldest fact
  /// stay as they were counted.
  /// - Throws: `.notFound` for a tenant that isn't there.
  public func callAsFunction(of tenant: Tenant.ID, at now: Timestamp) async throws(StoreFailure) {
    try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.tenant() != nil else { throw .notFound }
      var progress = try await scope.analyticsProgress()
      let beginning = LogPosition(commit: .min, number: .min)
      var firstDay = Int.min
      if case .forgotten = try await scope.log(after: beginning, limit: 1) {
        let oldest = try await scope.log(after: nil, limit: 1).facts.first?.recorded.at ?? now
        // Facts are in the order of commits, which on several nodes isn't quite that of their clocks.
        firstDay = AnalyticsSlot(.day, holding: oldest).day + 2
      }
      // What one that is interrupted by this has taken out is to be counted, too.
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
