/// An agent says whether they take calls, and that they are still there; a supervisor may say it of the agents of their
/// departments (property 10).
public struct SetAgentStatus: Sendable {
  /// What is said.
  public struct Wish: Sendable {
    let status: AgentStatus?
    let session: Session.ID?

    /// A status, or none to stay as they are; and the session (a browser, a telephone app) that is alive with this.
    public init(_ status: AgentStatus?, in session: Session.ID? = nil) {
      self.status = status
      self.session = session
    }
  }

  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// Renews the session, and takes the status.
  /// - Throws: `.notFound` for an agent whom the bearer doesn't see, `.tooManySessions` for a fourth at once, `.forbidden` for
  ///   a session that somebody else would keep alive.
  public func callAsFunction(
    _ wish: Wish, of id: Agent.ID, by bearer: Bearer, in tenant: Tenant.ID
  ) async throws(RoutingFailure) -> SeenAgent {
    let now = time.now()
    return try await store.decide(for: tenant) { scope throws(StoreFailure) in
      guard let agent = try await scope.agent(id, seenBy: bearer, by: .changeAgentStatus) else {
        return .refused(.notFound)
      }
      // Presence is one's own, or a machine's that stands in for a desk.
      if wish.session != nil, let user = bearer.user, user != agent.user { return .refused(.forbidden) }
      var state = try await scope.agentState(id) ?? AgentState(agent: id, since: now)
      var facts = state.decide(.lookForPresence, at: state.absence(noticedAt: now))
      state.evolve(facts)
      if let session = wish.session, !state.open(session, at: now) { return .refused(.tooManySessions) }
      if let status = wish.status {
        let chosen = state.decide(.choose(status), at: now)
        state.evolve(chosen)
        facts += chosen
      }
      try await scope.save(state, facts: facts)
      return .done(SeenAgent(agent, state))
    }
  }
}

extension AgentState {
  /// When an absence that is noticed now began: right after the last session's lease, but not before they were last given
  /// something to do.
  fileprivate func absence(noticedAt now: Timestamp) -> Timestamp {
    guard let end = sessions.lasts(by: .standard), end < now else { return now }
    return min(now, max(end + .microseconds(1), idleSince))
  }
}
