import Testing
import VoiceCore

@Suite("Where a call goes, and why")
struct RoutingPlanTests {
  private let sales: Department.ID = Identifier(1)
  private let support: Department.ID = Identifier(2)
  private let now = Timestamp(microseconds: 0)
  private let caller = WaitingCaller(call: Identifier(1), arrival: Timestamp(microseconds: 0))
  private let outside: PhoneNumber

  init() throws { outside = try #require(PhoneNumber("+14155550100")) }

  private func agent(_ number: Int, in departments: Set<Department.ID>) throws -> Agent {
    try Agent(id: Identifier(UInt128(number)), name: "agent", departments: departments)
  }

  private func situation(
    _ agents: [Agent], available: [Int] = [], full: [Department.ID] = []
  ) -> RoutingSituation {
    let states = agents.map { agent in
      var state = AgentState(agent: agent.id, since: now)
      _ = state.open(Identifier(agent.id.bits), at: now)
      if available.contains(Int(agent.id.bits)) { state.evolve(state.decide(.choose(.available), at: now)) }
      return state
    }
    return RoutingSituation(
      at: now, roster: Roster(agents, states), wallClock: { _ in LocalMinute(number: 0) },
      refusal: { department, _, _ in full.contains(department) ? .full : nil })
  }

  private func plan(
    _ routes: [DepartmentRoute], rules: [TransferRule] = [], hours: OpeningHours = .always(),
    customerService: RoutingTarget? = nil, whenAgentUnavailable: RoutingTarget? = nil
  ) throws -> RoutingPlan {
    try RoutingPlan(
      hours: hours, departments: routes, rules: rules, customerService: customerService ?? .outside(outside),
      whenAgentUnavailable: whenAgentUnavailable)
  }

  @Test func `available agents ring by the department's strategy`() throws {
    let agents = try [agent(1, in: [sales]), agent(2, in: [sales]), agent(3, in: [support])]
    let there = situation(agents, available: [1, 2, 3])
    for (strategy, rounds) in [(RingStrategy.all, [[1, 2]]), (.inTurn, [[1], [2]]), (.longestIdle, [[1], [2]])] {
      let plan = try plan([DepartmentRoute(department: sales, strategy: strategy)])
      let decision = plan.decide(.sendTo(.department(sales)), for: caller, in: there)
      guard case .ring(let ring) = decision.destination else { throw Unexpected.destination }
      #expect(ring.rounds == rounds.map { $0.map { Identifier(UInt128($0)) } })
      #expect(decision.reasons == [.hours(sales, .open), .agentsAvailable(sales, count: 2)] && decision.hops == 1)
    }
  }

  @Test func `nobody there: backups ring, then callers wait, a full queue overflows`() throws {
    let agents = try [agent(1, in: [sales]), agent(2, in: [support])]
    let plan = try plan([
      DepartmentRoute(department: sales, backups: [Identifier(2)], overflow: .outside(outside))
    ])
    let backup = plan.decide(.sendTo(.department(sales)), for: caller, in: situation(agents, available: [2]))
    #expect(backup.reasons == [.hours(sales, .open), .nobodyAvailable(sales), .backup(Identifier(2))])
    let waiting = plan.decide(.sendTo(.department(sales)), for: caller, in: situation(agents))
    #expect(waiting.destination == .queue(sales) && waiting.reasons.last == .waiting(sales))
    let over = plan.decide(.sendTo(.department(sales)), for: caller, in: situation(agents, full: [sales]))
    #expect(over.destination == .outside(outside) && over.hops == 2)
    #expect(over.reasons.contains(.queueRefused(sales, .full)))
    let rung = plan.decide(.unanswered(.department(sales)), for: caller, in: situation(agents, available: [1]))
    #expect(rung.destination == .queue(sales) && rung.reasons.first == .unanswered)
  }

  @Test func `a closed department sends its calls where it says, a closed company, too`() throws {
    let closed = try OpeningHours(zone: .utc, week: [:])
    let plan = try plan([DepartmentRoute(department: sales, hours: closed)], hours: closed)
    let decision = plan.decide(.sendTo(.department(sales)), for: caller, in: situation([]))
    #expect(decision.destination == .voicemail(sales))
    #expect(decision.reasons == [.hours(sales, .closed), .sent(.voicemail(sales))])
    #expect(plan.decide(.arrival, for: caller, in: situation([])).reasons.first == .hours(nil, .closed))
    #expect(plan.decide(.sendTo(.queue(sales)), for: caller, in: situation([])).destination == .voicemail(sales))
  }

  @Test func `rules are tried by priority, then by id, and customer service takes the rest`() throws {
    let rules = try [
      TransferRule(id: Identifier(3), sign: .reason(.vip), target: .outside(outside)),
      TransferRule(id: Identifier(2), sign: .reason(.vip), target: .farewell, isActive: false),
      TransferRule(
        id: Identifier(4), sign: .keyword(#require(Keyword("refund"))), target: .voicemail(sales), priority: 5),
    ]
    let plan = try plan([DepartmentRoute(department: sales)], rules: rules, customerService: .farewell)
    func decide(_ handOver: HandOver) -> RoutingDecision {
      plan.decide(.handOver(handOver), for: caller, in: situation([]))
    }
    #expect(decide(HandOver(reason: .vip)).reasons.first == .rule(Identifier(3)))
    #expect(decide(HandOver(reason: .vip, wish: "A refund, please")).destination == .voicemail(sales))
    #expect(decide(HandOver(reason: .emergency)).reasons == [.noRule, .sent(.farewell)])
  }

  @Test func `rules that lead in circles end at voicemail, also over many transfers`() throws {
    let plan = try plan([
      DepartmentRoute(department: sales, overflow: .department(support)),
      DepartmentRoute(department: support, overflow: .department(sales)),
    ])
    let full = situation([], full: [sales, support])
    let decision = plan.decide(.sendTo(.department(sales)), for: caller, in: full)
    #expect(decision.destination == .voicemail(sales) && decision.hops == RoutingPlan.maximumHops)
    #expect(decision.reasons.last == .tooManyHops)
    // Each transfer of the same call counts on.
    var hops = 0
    var last = decision
    for _ in 0..<(RoutingPlan.maximumHops + 1) {
      last = plan.decide(.sendTo(.department(sales)), for: caller, in: situation([]), hops: hops)
      hops = last.hops
    }
    #expect(last.reasons == [.tooManyHops] && last.destination == .voicemail(sales))
  }

  @Test func `an agent in a circle with themselves, or gone, comes to an end`() throws {
    let plan = try plan([], customerService: .department(support), whenAgentUnavailable: .agent(Identifier(1)))
    let circle = plan.decide(.sendTo(.agent(Identifier(1))), for: caller, in: situation([try agent(1, in: [sales])]))
    #expect(circle.reasons.last == .tooManyHops)
    let gone = plan.decide(.sendTo(.agent(Identifier(9))), for: caller, in: situation([]))
    #expect(gone.reasons.first == .agentGone(Identifier(9)) && gone.destination == .voicemail(nil))
  }

  @Test func `who wants to be called back is, unless the number is withheld or it isn't offered`() throws {
    let plan = try plan([
      DepartmentRoute(department: sales), DepartmentRoute(department: support, offersCallBack: false),
    ])
    func decide(_ department: Department.ID, _ caller: Caller) -> RoutingDecision {
      plan.decide(.callBack(department, caller), for: self.caller, in: situation([]))
    }
    #expect(decide(sales, .number(outside)).destination == .callBack(sales, outside))
    #expect(decide(sales, .withheld).reasons.contains(.callBackImpossible))
    #expect(decide(support, .number(outside)).destination == .queue(support))
    #expect(decide(Identifier(9), .number(outside)).reasons.contains(.departmentGone(Identifier(9))))
  }

  @Test func `routes that lead straight back to themselves are refused with the field's name`() {
    #expect(throws: RefusedSetting("overflow", .loop)) {
      try DepartmentRoute(department: sales, overflow: .queue(sales))
    }
    #expect(throws: RefusedSetting("after_hours", .loop)) {
      try DepartmentRoute(department: sales, afterHours: .department(sales))
    }
    #expect(throws: RefusedSetting("ring_time", .outOfRange(5...120))) {
      try DepartmentRoute(department: sales, ringSeconds: 4)
    }
    #expect(throws: RefusedSetting("backups", .twice)) {
      try DepartmentRoute(department: sales, backups: [Identifier(1), Identifier(1)])
    }
    #expect(throws: RefusedSetting("departments", .twice)) {
      try plan([DepartmentRoute(department: sales), DepartmentRoute(department: sales)])
    }
  }

  private enum Unexpected: Error { case destination }

  @Test func `of several backups the first is named, and they ring in their order`() throws {
    let agents = try [agent(1, in: [sales]), agent(2, in: [support]), agent(3, in: [support])]
    let plan = try plan([DepartmentRoute(department: sales, backups: [Identifier(3), Identifier(2)])])
    let decision = plan.decide(.sendTo(.department(sales)), for: caller, in: situation(agents, available: [2, 3]))
    #expect(decision.reasons.last == .backup(Identifier(3)))
    guard case .ring(let ring) = decision.destination else { throw Unexpected.destination }
    #expect(ring.rounds == [[Identifier(3)], [Identifier(2)]])
  }

  @Test func `who waits in the queue already goes on waiting there`() throws {
    let plan = try plan([DepartmentRoute(department: sales, overflow: .outside(outside))])
    let waiting = RoutingSituation(
      at: now, roster: Roster([], []), wallClock: { _ in LocalMinute(number: 0) }, refusal: { _, _, _ in .waitsAlready }
    )
    let decision = plan.decide(.sendTo(.queue(sales)), for: caller, in: waiting)
    #expect(decision.destination == .queue(sales) && decision.reasons.last == .waiting(sales))
  }
}
