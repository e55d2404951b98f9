/// Agents and the call that rings at them or that they are in, within a unit of work: who is reserved, who answered, who
/// missed it (properties 10 and 36).
extension TenantScope {
  /// How much longer than it rings an agent stays reserved: what a carrier adds, and its report's way to us.
  private var slack: Duration { .seconds(10) }

  /// Lets a call ring at those of these agents who are still free, and answers who they are.
  func offer(
    _ call: Call.ID, to agents: [Agent.ID], ringing ringTime: Duration, at now: Timestamp
  ) async throws(StoreFailure) -> [Agent.ID] {
    var rung: [Agent.ID] = []
    for id in agents {
      guard let agent = try await agent(id), let state = try await agentState(id) else { continue }
      let facts = state.decide(.offer(call, until: now + ringTime + slack), at: now, capacity: agent.capacity)
      guard !facts.isEmpty else { continue }
      try await keep(facts, of: state)
      rung.append(id)
    }
    return rung
  }

  /// An agent took the call; who else it rang at is free again. `false` when it didn't ring there, or no longer.
  func answered(_ call: Call.ID, by id: Agent.ID, of ring: CallCourse.Ring, at now: Timestamp)
    async throws(StoreFailure) -> Bool
  {
    guard let state = try await agentState(id) else { return false }
    // A report that comes late tells of a moment at which it still rang.
    let moment = state.offer.map { min(now, $0.until - .microseconds(1)) } ?? now
    let facts = state.decide(.answer(call), at: moment)
    guard !facts.isEmpty else { return state.calls.contains(call) }
    try await keep(facts, of: state)
    for other in ring.agents where other != id {
      guard let state = try await agentState(other) else { continue }
      try await keep(state.decide(.withdraw(call), at: now), of: state)
    }
    return true
  }

  /// The round is over and nobody took the call: who let it ring to the end has missed it, who was busy has declined it.
  func unanswered(
    _ call: Call.ID, _ outcome: Transfer.Outcome, of ring: CallCourse.Ring, at now: Timestamp
  ) async throws(StoreFailure) {
    for id in ring.agents {
      guard let state = try await agentState(id), let offer = state.offer, offer.call == call else { continue }
      let ringsOut = offer.until - slack
      switch outcome {
      case .busy: try await keep(state.decide(.refuse(call), at: now), of: state)
      // Rang to the end, or can't be reached: nothing more is offered there until somebody says so.
      case .noAnswer where now >= ringsOut, .failed:
        try await keep(state.decide(.ringOut(call), at: max(now, offer.until)), of: state)
      case .noAnswer, .answered: try await keep(state.decide(.withdraw(call), at: now), of: state)
      }
    }
  }

  /// An agent was asked and doesn't take the call.
  func decline(_ call: Call.ID, by id: Agent.ID, at now: Timestamp) async throws(StoreFailure) {
    guard let state = try await agentState(id) else { return }
    try await keep(state.decide(.refuse(call), at: now), of: state)
  }

  /// The call needs these agents no more: who spoke writes notes, whose telephone rang is free.
  /// - Parameter notes: for how long; as long as they always do when `nil`.
  func release(
    _ call: Call.ID, from agents: [Agent.ID], at now: Timestamp, notes: Duration? = nil
  ) async throws(StoreFailure) {
    for id in agents {
      guard let state = try await agentState(id) else { continue }
      var wrapUp = notes ?? .zero
      if notes == nil, let agent = try await agent(id) { wrapUp = agent.wrapUp }
      try await keep(state.decide(.withdraw(call), at: now), of: state)
      guard let spoken = try await agentState(id) else { continue }
      try await keep(spoken.decide(.finish(call), at: now, wrapUp: wrapUp), of: spoken)
    }
  }

  private func keep(_ facts: [AgentState.Fact], of state: AgentState) async throws(StoreFailure) {
    guard !facts.isEmpty else { return }
    var changed = state
    changed.evolve(facts)
    try await save(changed, facts: facts)
  }
}
