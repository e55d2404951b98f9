import Testing
import VoiceCore

@Suite("Agents at their desks")
struct AgentDeskTests {
  private let board: Switchboard
  private let ben: Agent.ID

  init() async throws {
    board = try await Switchboard()
    let user = board.office.agent.id
    ben = try await board.hire("Ben", in: [board.sales]) {
      $0.user = user
      $0.skills = [Skill("billing")]
      $0.wrapUpSeconds = 60
    }
  }

  private var tenant: Tenant.ID { board.office.tenant }
  private var bearer: Bearer { .user(board.office.agent.id, .agent, of: tenant) }
  private func session(_ number: UInt128) -> Session.ID { Identifier(1000 + number) }

  private func set(_ status: AgentStatus?, in session: UInt128? = nil, by other: Bearer? = nil) async throws
    -> SeenAgent
  {
    try await board.status(
      SetAgentStatus.Wish(status, in: session.map { self.session($0) }), of: ben, by: other ?? bearer, in: tenant)
  }

  @Test func `bad input is refused with the field's name`() async throws {
    func refusal(_ edit: (inout AgentChange.Fields) -> Void) async -> RoutingFailure? {
      var fields = AgentChange.Fields()
      edit(&fields)
      do throws(RoutingFailure) {
        _ = try await board.agents.change(ben, by: AgentChange(fields), by: board.actor, in: tenant)
        return nil
      } catch { return error }
    }
    let nowhere: Department.ID = board.office.ids()
    let nobody: User.ID = board.office.ids()
    #expect(await refusal({ $0.departments = [] }) == Switchboard.refused("departments", .missing))
    #expect(await refusal({ $0.departments = [nowhere] }) == Switchboard.refused("departments", .unknown))
    #expect(await refusal({ $0.user = nobody }) == Switchboard.refused("user_id", .unknown))
    #expect(await refusal({ $0.capacity = 11 }) == Switchboard.refused("capacity", .outOfRange(Agent.capacities)))
    #expect(
      await refusal({ $0.wrapUpSeconds = 901 }) == Switchboard.refused("wrap_up", .outOfRange(Agent.wrapUpSeconds)))
    #expect(await refusal({ $0.skills = [Skill("")] }) == Switchboard.refused("skills", .malformed))
    #expect(await refusal({ $0.name = "" }) == Switchboard.refused("name", .outOfRange(Agent.nameLength)))
    let user = board.office.agent.id
    await #expect(throws: Switchboard.refused("user_id", .taken)) {
      try await board.hire("Twin", in: [board.sales]) { $0.user = user }
    }
  }

  @Test func `who opens a session and says so is available until the second refresh is missed`() async throws {
    #expect(try await set(.available, in: 1).status(at: board.office.time.now()) == .available)
    board.office.time.advance(by: .seconds(30))
    #expect(try await set(nil, in: 1).status(at: board.office.time.now()) == .available)
    board.office.time.advance(by: .seconds(31))
    let late = try await set(nil, in: 1)
    // Back, and yet not available: nobody has said so.
    #expect(late.status(at: board.office.time.now()) == .notAvailable)
    #expect(try await set(.available, in: 1).status(at: board.office.time.now()) == .available)
  }

  @Test func `three sessions at once and no fourth, until one lapses`() async throws {
    for number in 1...3 as ClosedRange<UInt128> { _ = try await set(.available, in: number) }
    await #expect(throws: RoutingFailure.tooManySessions) { try await set(.available, in: 4) }
    board.office.time.advance(by: .seconds(20))
    for number in 2...3 as ClosedRange<UInt128> { _ = try await set(nil, in: number) }
    board.office.time.advance(by: .seconds(20))
    #expect(try await set(nil, in: 4).state?.sessions.open.count == 3)
  }

  @Test func `others see and steer whom they may`() async throws {
    let stranger = Bearer.user(board.office.ids(), .agent, of: tenant)
    await #expect(throws: RoutingFailure.notFound) { try await set(.busy, by: stranger) }
    let supervisor: User.ID = board.office.ids()
    let leader = Bearer.user(supervisor, .supervisor, of: tenant)
    await #expect(throws: RoutingFailure.notFound) { try await set(.busy, by: leader) }
    let sales = board.sales
    try await board.write { scope throws(StoreFailure) in
      try await scope.save(Membership(of: supervisor, in: sales))
    }
    _ = try await set(.available, in: 1)
    #expect(try await set(.busy, by: leader).status(at: board.office.time.now()) == .busy)
    // Nobody is there for somebody else.
    await #expect(throws: RoutingFailure.forbidden) { try await set(.available, in: 2, by: leader) }
    let reader = ReadAgents(store: board.office.store)
    let other = try await board.hire("Cleo", in: [board.service])
    #expect(try await reader.all(for: leader, of: tenant).map(\.agent.id) == [ben])
    #expect(try await reader.all(for: bearer, of: tenant).map(\.agent.id) == [ben])
    #expect(try await reader.agent(other, for: leader, of: tenant) == nil)
    #expect(try await reader.all(for: board.office.boss, of: tenant).map(\.agent.id) == [ben, other])
  }

  @Test func `figures are those of the facts: handled, handle time, occupancy, missed`() async throws {
    let start = board.office.time.now()
    _ = try await set(.available, in: 1)
    let (one, two) = (board.office.ids() as Call.ID, board.office.ids() as Call.ID)
    // Talks from 10 s to 40 s, writes until 100 s, misses a call that rings from 120 s to 140 s.
    try await happen([.offer(one, until: start + .seconds(20)), .answer(one)], at: start + .seconds(10))
    try await happen([.finish(one)], at: start + .seconds(40))
    board.office.time.advance(by: .seconds(20))
    for _ in 1...5 {
      _ = try await set(nil, in: 1)
      board.office.time.advance(by: .seconds(20))
    }
    try await happen([.offer(two, until: start + .seconds(140))], at: start + .seconds(120))
    try await happen([.ringOut(two)], at: start + .seconds(140))
    let measure = MeasureAgent(store: board.office.store, time: board.office.time)
    board.office.time.advance(by: .seconds(60))
    let found = try await measure(ben, over: start..<(start + .seconds(3600)), for: bearer, of: tenant)
    let figures = try #require(found)
    #expect(figures.handled == 1 && figures.missed == 1 && figures.offered == 2)
    #expect(figures.averageHandleTime == .seconds(90))
    #expect(figures.occupied == .seconds(90))
    // Idle before the first call and until the second was missed; nothing since.
    #expect(figures.idle == .seconds(10 + 40))
    #expect(try await measure(ben, over: start..<(start + .seconds(9)), for: bearer, of: tenant)?.handled == 0)
    let stranger = Bearer.user(board.office.ids(), .agent, of: tenant)
    #expect(try await measure(ben, over: start..<(start + .seconds(9)), for: stranger, of: tenant) == nil)
  }

  @Test func `who goes without a word was idle until their lease ended`() async throws {
    let start = board.office.time.now()
    _ = try await set(.available, in: 1)
    board.office.time.advance(by: .seconds(8 * 3600))
    let measure = MeasureAgent(store: board.office.store, time: board.office.time)
    let window = start..<(start + .seconds(9 * 3600))
    #expect(try await measure(ben, over: window, for: bearer, of: tenant)?.idle == .seconds(30))
    _ = try await set(.available, in: 2)
    let noticed = try await measure(ben, over: window, for: bearer, of: tenant)
    #expect(noticed?.idle == .seconds(30) + .microseconds(1))
  }

  @Test func `an agent whose user is removed stays, and is reached by telephone only`() async throws {
    try await board.office.removeUser(board.office.agent.id, by: board.office.boss, in: tenant)
    let agent = try await board.read { scope throws(StoreFailure) in try await scope.agent(ben) }
    #expect(agent != nil && agent?.user == nil)
  }

  private func happen(_ commands: [AgentState.Command], at moment: Timestamp) async throws {
    try await board.write { scope throws(StoreFailure) in
      guard var state = try await scope.agentState(ben), let agent = try await scope.agent(ben) else { throw .notFound }
      var facts: [AgentState.Fact] = []
      for command in commands {
        let decided = state.decide(command, at: moment, capacity: agent.capacity, wrapUp: agent.wrapUp)
        state.evolve(decided)
        facts += decided
      }
      try await scope.save(state, facts: facts)
    }
  }
}
