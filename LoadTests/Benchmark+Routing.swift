import Generators
import VoiceCore

extension Benchmark {
  /// One decision of a large company: 500 rules, 100 departments with hours of their own, 500 agents.
  public static func routing() throws -> Benchmark {
    let company = try LargeCompany()
    return Benchmark(
      "routing", operation: "decide where one call goes: 500 rules, 100 departments, 500 agents",
      operationsPerSample: 500
    ) { count in
      for number in 0..<count where company.decide(number).reasons.isEmpty { throw Unexpected() }
    }
  }
}

/// As much to route by as a tenant may have, or nearly.
private struct LargeCompany: Sendable {
  private static let departments = 100
  private static let agents = 500
  private static let noon = Timestamp(microseconds: 1_767_265_200_000_000)

  private let plan: RoutingPlan
  private let situation: RoutingSituation

  init() throws {
    let week = Dictionary(
      uniqueKeysWithValues: Weekday.allCases.map { ($0, [OpeningInterval.wholeDay]) })
    let routes = try (1...Self.departments).map { number in
      try DepartmentRoute(
        department: Department.ID(UInt128(number)), hours: try OpeningHours(zone: .utc, week: week),
        strategy: .longestIdle)
    }
    let rules = try (1...RoutingPlan.maximumRules).map { number in
      TransferRule(
        id: Identifier(UInt128(number)), sign: .keyword(try Self.keyword(number)),
        target: .department(Department.ID(UInt128(1 + number % Self.departments))), priority: number)
    }
    plan = try RoutingPlan(
      hours: .always(), departments: routes, rules: rules, customerService: .department(Department.ID(1)))
    let now = Self.noon
    var people: [Agent] = []
    var states: [AgentState] = []
    for number in 1...Self.agents {
      let id = Agent.ID(UInt128(number))
      people.append(
        try Agent(id: id, name: "Agent", departments: [Department.ID(UInt128(1 + number % Self.departments))]))
      var state = AgentState(agent: id, since: now)
      _ = state.open(Session.ID(UInt128(number)), at: now)
      state.evolve(state.decide(.choose(.available), at: now))
      states.append(state)
    }
    let zones = DeclaredTimeZones()
    situation = RoutingSituation(at: now, roster: Roster(people, states), wallClock: { zones.local(now, in: $0) })
  }

  /// Hand-overs that each meet another rule.
  func decide(_ number: Int) -> RoutingDecision {
    let wish = "could you please help me with word\(1 + number % RoutingPlan.maximumRules) as soon as you can"
    return plan.decide(
      .handOver(HandOver(reason: .keyword, wish: wish)),
      for: WaitingCaller(call: Call.ID(1), arrival: Self.noon), in: situation)
  }

  private static func keyword(_ number: Int) throws -> Keyword {
    guard let keyword = Keyword("word\(number)") else { throw Unexpected() }
    return keyword
  }
}
