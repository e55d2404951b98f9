/// Measures an agent's work within a window of time, from what happened to them.
public struct MeasureAgent: Sendable {
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
    let asked = Asked(id, over: window, for: bearer, at: time.now())
    return try await store.read(for: tenant) { scope throws(StoreFailure) in try await asked.figures(in: scope) }
  }

  /// What is asked.
  private struct Asked: Sendable {
    let id: Agent.ID
    let window: Range<Timestamp>
    let bearer: Bearer
    let now: Timestamp

    init(_ id: Agent.ID, over window: Range<Timestamp>, for bearer: Bearer, at now: Timestamp) {
      (self.id, self.window, self.bearer, self.now) = (id, window, bearer, now)
    }

    func figures(in scope: any TenantSnapshot) async throws(StoreFailure) -> AgentMetrics? {
      guard try await scope.agent(id, seenBy: bearer, by: .readAgentMetrics) != nil else { return nil }
      let facts = try await facts(in: scope)
      let state = try await scope.agentState(id) ?? AgentState(agent: id, since: start)
      var figures =
        facts.first.map { AgentMetrics(over: window, from: $0.before, at: start) }
        ?? AgentMetrics(over: window, from: state, at: start)
      for recorded in facts where recorded.fact.at < window.upperBound { figures.take(recorded.fact) }
      // Somebody may have gone without a word, and nobody noticed yet.
      let isLatest = (facts.last?.fact.at).map { $0 < window.upperBound } ?? true
      if isLatest, state.chosen != .notAvailable, let end = state.sessions.lasts(by: .standard), end < now {
        figures.take(.lapsed(at: end))
      }
      figures.pass(to: min(now, window.upperBound))
      return figures
    }

    private var start: Timestamp { window.lowerBound - MeasureAgent.lookBack }

    /// What happened from the beginning on, to the first of after the window at least.
    private func facts(in scope: any TenantSnapshot) async throws(StoreFailure) -> [RecordedAgentFact] {
      var facts: [RecordedAgentFact] = []
      while true {
        let page = try await scope.agentFacts(of: id, since: start, after: facts.last, limit: MeasureAgent.pageSize)
        facts += page
        guard page.count == MeasureAgent.pageSize, let last = page.last, last.fact.at < window.upperBound else {
          return facts
        }
      }
    }
  }
}
