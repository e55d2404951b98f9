import Testing
import VoiceCore

@Suite("Agents")
struct AgentTests {
  private let call: Call.ID = Identifier(1)

  private func at(_ seconds: Int) -> Timestamp { Timestamp(microseconds: Int64(seconds) * 1_000_000) }

  private func present() -> AgentState {
    var state = AgentState(agent: Identifier(1), since: at(0))
    let isOpen = state.open(Identifier(1), at: at(0))
    #expect(isOpen)
    state.evolve(state.decide(.choose(.available), at: at(0)))
    return state
  }

  @Test func `an agent in no department, or out of bounds, is refused with the field's name`() throws {
    #expect(throws: RefusedSetting("departments", .missing)) {
      try Agent(id: Identifier(1), name: "a", departments: [])
    }
    #expect(throws: RefusedSetting("capacity", .outOfRange(1...10))) {
      try Agent(id: Identifier(1), name: "a", departments: [Identifier(1)], capacity: 0)
    }
    #expect(throws: RefusedSetting("weight", .outOfRange(1...10))) {
      try Agent(id: Identifier(1), name: "a", departments: [Identifier(1)], weight: 11)
    }
    #expect(throws: RefusedSetting("wrap_up", .outOfRange(0...900))) {
      try Agent(id: Identifier(1), name: "a", departments: [Identifier(1)], wrapUp: .seconds(901))
    }
    let agent = try Agent(id: Identifier(1), name: "a", departments: [Identifier(1)])
    #expect(throws: RefusedSetting("departments", .unknown)) { try agent.accept(in: DepartmentTree([])) }
  }

  @Test func `after two missed refreshes nobody is available, and who comes back says so first`() {
    var state = present()
    #expect(state.condition(at: at(30)) == .available && state.condition(at: at(31)) == .notAvailable)
    let late = state.refresh(Identifier(1), at: at(31))
    #expect(!late, "a lapsed session is opened again")
    let opened = state.open(Identifier(1), at: at(40))
    #expect(opened && state.condition(at: at(40)) == .notAvailable)
    state.evolve(state.decide(.choose(.available), at: at(41)))
    #expect(state.condition(at: at(41)) == .available)
  }

  @Test func `a fourth session is refused until one of the three lapses or closes`() {
    var state = present()
    for session in 2...3 {
      let opened = state.open(Identifier(UInt128(session)), at: at(5))
      #expect(opened)
    }
    let fourth = state.open(Identifier(4), at: at(30))
    #expect(!fourth)
    let afterLapse = state.open(Identifier(4), at: at(31))
    #expect(afterLapse)
    state.close(Identifier(4))
    let afterClose = state.open(Identifier(5), at: at(32))
    #expect(afterClose)
  }

  @Test func `a call that rings to the end is missed, and nothing more is offered until a status is chosen`() {
    var state = present()
    state.evolve(state.decide(.offer(call, until: at(20)), at: at(0)))
    #expect(state.condition(at: at(19)) == .offered && state.decide(.ringOut(call), at: at(19)).isEmpty)
    state.evolve(state.decide(.ringOut(call), at: at(20)))
    #expect(state.condition(at: at(20)) == .missed && state.status(at: at(20)) == .notAvailable)
    #expect(state.decide(.answer(call), at: at(21)).isEmpty, "too late")
    #expect(state.decide(.offer(Identifier(2), until: at(40)), at: at(21)).isEmpty)
    state.evolve(state.decide(.choose(.available), at: at(22)))
    #expect(state.condition(at: at(22)) == .available)
  }

  @Test func `notes are written after a call, by the clock or until the agent is available again`() {
    var state = present()
    state.evolve(state.decide(.offer(call, until: at(20)), at: at(0)))
    state.evolve(state.decide(.answer(call), at: at(5)))
    #expect(state.condition(at: at(6)) == .talking && state.condition(at: at(6), capacity: 2) == .available)
    state.evolve(state.decide(.finish(call), at: at(10), wrapUp: .seconds(15)))
    #expect(state.condition(at: at(24)) == .wrappingUp && state.condition(at: at(25)) == .available)
    #expect(state.idleSince == at(25))
    state.evolve(state.decide(.choose(.available), at: at(12)))
    #expect(state.condition(at: at(12)) == .available)
  }

  @Test func `who turns away while it rings has declined`() {
    var state = present()
    state.evolve(state.decide(.offer(call, until: at(20)), at: at(0)))
    #expect(
      state.decide(.choose(.busy), at: at(3)) == [.refused(call, at: at(3)), .statusChosen(.busy, at: at(3))])
  }

  @Test func `metrics are the fold of the facts, clipped to their window`() {
    var state = AgentState(agent: Identifier(1), since: at(0))
    _ = state.open(Identifier(1), at: at(0))
    var metrics = AgentMetrics(over: at(10)..<at(110), from: state, at: at(0))
    func happens(_ command: AgentState.Command, _ seconds: Int) {
      // Kept alive.
      _ = state.open(Identifier(1), at: at(seconds))
      for fact in state.decide(command, at: at(seconds), wrapUp: .seconds(20)) {
        state.evolve(fact)
        metrics.take(fact)
      }
    }
    happens(.choose(.available), 0)
    happens(.offer(call, until: at(25)), 20)
    happens(.answer(call), 22)
    happens(.finish(call), 50)
    happens(.offer(Identifier(2), until: at(80)), 75)
    happens(.ringOut(Identifier(2)), 80)
    metrics.pass(to: at(200))
    #expect(metrics.offered == 2 && metrics.handled == 1 && metrics.missed == 1 && metrics.refused == 0)
    // Talk 22…50, notes to 70; idle 10…22 and 70…80.
    #expect(metrics.averageHandleTime == .seconds(48) && metrics.occupied == .seconds(48))
    #expect(metrics.idle == .seconds(22) && metrics.occupancy == 48.0 / 70.0)
  }

  @Test func `a company has so many agents as it may, and not one more`() async throws {
    let board = try await Switchboard()
    let sales = board.sales
    try await board.write { scope throws(StoreFailure) in
      for number in 1..<Agent.maximumAgents {
        guard let agent = try? Agent(id: Identifier(UInt128(0x10000 + number)), name: "a", departments: [sales]) else {
          throw .corrupt
        }
        try await scope.save(agent)
      }
    }
    try await board.hire("the last", in: [sales])
    await #expect(throws: Switchboard.refused("id", .tooMany(Agent.maximumAgents))) {
      try await board.hire("one more", in: [sales])
    }
  }
}

@Suite("Dealing out work")
struct AssignmentLedgerTests {
  private func candidates(_ agents: Int...) -> [Candidate] {
    agents.map { Candidate(agent: Identifier(UInt128($0)), weight: $0, idleSince: Timestamp(microseconds: 0)) }
  }

  private func turns(_ count: Int, _ strategy: AssignmentStrategy, among candidates: [Candidate]) -> [Int] {
    var ledger = AssignmentLedger()
    return (0..<count).compactMap { _ in ledger.assign(among: candidates, by: strategy).map { Int($0.agent.bits) } }
  }

  @Test func `round robin goes round, weights get their shares, ties go to the lower id`() {
    #expect(turns(7, .roundRobin, among: candidates(3, 1, 2)) == [1, 2, 3, 1, 2, 3, 1])
    let shares = turns(600, .weighted, among: candidates(1, 2, 3))
    #expect((1...3).map { agent in shares.count { $0 == agent } } == [100, 200, 300])
    #expect(turns(2, .longestIdle, among: candidates(2, 1)) == [1, 1])
    #expect(turns(3, .weighted, among: []).isEmpty)
  }

  @Test func `who comes back isn't flooded with what they missed`() {
    var ledger = AssignmentLedger()
    for _ in 0..<50 { _ = ledger.assign(among: candidates(1), by: .weighted) }
    let next = (0..<3).map { _ in ledger.assign(among: candidates(1, 2), by: .weighted)?.agent }
    #expect(next.count { $0 == Identifier(1) } == 1)
  }
}
