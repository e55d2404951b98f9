/// Measures an agent's work within a window of time, from what happened to them.
public final class MeasureAgent: Sendable {
  /// The longest window.
  public static let longestWindow: Duration = .seconds(31 * 86_400)
  /// How long before the window what happened is looked at, for conversations that began before it.
  public static let lookBack: Duration = .seconds(86_400)
  private static let pageSize = 500

  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// The figures of a window, as far as it has passed; `nil` when the bearer sees no such agent's.
  public func callAsFunction(
    _ id: Agent.ID, over window: Range<Timestamp>, for bearer: Bearer, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> AgentMetrics? {
    let now = time.now()
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard try await scope.agent(id, seenBy: bearer, by: .readAgentMetrics) != nil else { return nil }
      let start = window.lowerBound - Self.lookBack
      let standing = try await scope.agentState(id)
      var metrics: AgentMetrics?
      var last: RecordedAgentFact?
      while true {
        let page = try await scope.agentFacts(of: id, since: start, after: last, limit: Self.pageSize)
        for recorded in page where recorded.fact.at < window.upperBound {
          metrics = metrics ?? AgentMetrics(over: window, from: recorded.before, at: start)
          metrics?.take(recorded.fact)
        }
        last = page.last
        guard page.count == Self.pageSize, let last, last.fact.at < window.upperBound else { break }
      }
      let state = standing ?? AgentState(agent: id, since: start)
      var figures = metrics ?? AgentMetrics(over: window, from: state, at: start)
      // Somebody may have gone without a word, and nobody noticed yet.
      let isLatest = (last?.fact.at).map { $0 < window.upperBound } ?? true
      if isLatest, state.chosen != .notAvailable, let end = state.sessions.lasts(by: .standard), end < now {
        figures.take(.lapsed(at: end))
      }
      figures.pass(to: min(now, window.upperBound))
      return figures
    }
  }
}
