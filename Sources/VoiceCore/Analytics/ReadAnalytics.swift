/// The figures of one subject over a window.
public struct AnalyticsReport: Equatable, Sendable {
  public let subject: AnalyticsSubject
  public let window: AnalyticsWindow
  /// Those of each of the window's pieces.
  public let intervals: [AnalyticsTally]
  /// Those of the whole window.
  public let total: AnalyticsTally
}

/// Tells what became of calls over a window of time, of calls that are over. Each reader's figures are of what their sight
/// covers: the tenant, or some departments (property 19).
public struct ReadAnalytics: Sendable {
  private let store: any Store
  private let count: CountCalls

  /// A use case on this port.
  public init(store: any Store) {
    self.store = store
    count = CountCalls(store: store)
  }

  /// The figures, up to what the log holds by now, unless more has come than is counted at once.
  public func callAsFunction(
    _ subject: AnalyticsSubject, over window: AnalyticsWindow, for bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> AnalyticsReport {
    _ = try await count(of: tenant)
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      let whose: [Department.ID?]
      switch try await scope.sight(of: bearer, by: .readAnalytics) {
      case .everything: whose = [nil]
      case .departments(let seen): whose = seen.sorted()
      case .own, nil: whose = []
      }
      var intervals = window.intervals.map { _ in AnalyticsTally() }
      var places: [AnalyticsSlot: Int] = [:]
      for (index, interval) in window.intervals.enumerated() {
        for slot in AnalyticsSlot.cover(interval) { places[slot] = index }
      }
      let runs = AnalyticsSlot.runs(of: places.keys)
      for department in whose {
        for run in runs {
          for kept in try await scope.tallies(of: department, about: subject, in: run) {
            if let index = places[kept.id.slot] { intervals[index].add(kept.tally) }
          }
        }
      }
      var total = AnalyticsTally()
      for tally in intervals { total.add(tally) }
      return AnalyticsReport(subject: subject, window: window, intervals: intervals, total: total)
    }
  }
}
