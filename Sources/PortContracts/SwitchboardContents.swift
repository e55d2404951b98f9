import VoiceCore

/// What the port says of a tenant's switchboard: a part of `Contents`.
struct SwitchboardContents: Equatable, Sendable {
  var line: PhoneLine?
  var routes: [DepartmentRoute] = []
  var route: DepartmentRoute?
  var rules: [TransferRule] = []
  var rule: TransferRule?
  var extensions: [ExtensionEntry] = []
  var owner: ExtensionDirectory.Owner?
  var agents: [Agent] = []
  var agent: Agent?
  var agentOfUser: Agent?
  var state: AgentState?
  var states: [AgentState] = []
  var facts: [RecordedAgentFact] = []
  var ledger = AssignmentLedger()
  var waiting: [Call.ID] = []

  /// Nobody there.
  init() {}

  /// What `fill` leaves.
  static let filled: SwitchboardContents = {
    var filled = SwitchboardContents()
    filled.line = PhoneLine(number: Sample.number(100))
    filled.routes = [Sample.route(1, extension: "21"), Sample.route(2)]
    filled.route = filled.routes[0]
    filled.rules = [Sample.transferRule(1), Sample.transferRule(2)]
    filled.rule = Sample.transferRule(1)
    filled.extensions = [
      ExtensionEntry(Sample.extension("20"), .agent(Sample.id(1))),
      ExtensionEntry(Sample.extension("21"), .department(Sample.id(1))),
    ]
    filled.owner = .department(Sample.id(1))
    filled.agents = [Sample.agent(1, extension: "20", user: 1), Sample.agent(2)]
    filled.agent = filled.agents[0]
    filled.agentOfUser = filled.agents[0]
    filled.state = Sample.state(of: 1)
    filled.states = [Sample.state(of: 1)]
    filled.facts = [
      RecordedAgentFact(
        agent: Sample.id(1), ordinal: 1, fact: Sample.chosen(5),
        before: AgentState(agent: Sample.id(1), since: Sample.chosen(5).at))
    ]
    filled.ledger = Sample.ledger
    filled.waiting = [Sample.id(7), Sample.id(8)]
    return filled
  }()

  /// Reads all of it.
  init(_ scope: any TenantSnapshot) async throws(StoreFailure) {
    line = try await scope.phoneLine(Sample.number(100))
    routes = try await scope.departmentRoutes()
    route = try await scope.departmentRoute(Sample.id(1))
    rules = try await scope.transferRules()
    rule = try await scope.transferRule(Sample.id(1))
    extensions = try await scope.extensions()
    owner = try await scope.owner(of: Sample.extension("21"))
    agents = try await scope.agents()
    agent = try await scope.agent(Sample.id(1))
    agentOfUser = try await scope.agent(of: Sample.id(1))
    state = try await scope.agentState(Sample.id(1))
    states = try await scope.agentStates()
    facts = try await scope.agentFacts(of: Sample.id(1), since: Sample.moment, after: nil, limit: 10)
    ledger = try await scope.ledger(of: Sample.id(1))
    waiting = try await scope.waitingCallers(in: Sample.id(1), after: nil, limit: 10).map(\.call)
  }

  /// Saves something of each; the departments 1 and 2 must be there.
  static func fill(_ scope: any TenantScope) async throws(StoreFailure) {
    try await scope.save(Sample.route(2))
    try await scope.save(Sample.route(1, extension: "21"))
    for number in [2, 1] as [UInt128] { try await scope.save(Sample.transferRule(number)) }
    try await scope.save(Sample.agent(2))
    try await scope.save(Sample.agent(1, extension: "20", user: 1))
    try await scope.save(Sample.state(of: 1), facts: [Sample.chosen(5)])
    try await scope.save(Sample.ledger, of: Sample.id(1))
  }
}

extension Sample {
  static func `extension`(_ digits: String) -> Extension {
    guard let value = try? Extension(digits) else { preconditionFailure("a sample is no extension") }
    return value
  }

  static func route(_ department: UInt128, extension digits: String? = nil) -> DepartmentRoute {
    guard
      let route = try? DepartmentRoute(
        department: id(department), extension: digits.map { Sample.extension($0) }, hours: .always(),
        strategy: .longestIdle, backups: [id(2)], overflow: .agent(id(1)))
    else { preconditionFailure("a sample is no route") }
    return route
  }

  static func transferRule(_ number: UInt128) -> TransferRule {
    TransferRule(id: id(number), sign: .keyword(keyword("invoice")), target: .department(id(1)), priority: 3)
  }

  static func agent(
    _ number: UInt128, extension digits: String? = nil, user: UInt128? = nil, named name: String = "Ada"
  ) -> Agent {
    guard
      let agent = try? Agent(
        id: id(number), user: user.map { id($0) }, name: name, extension: digits.map { Sample.extension($0) },
        departments: [id(1), id(2)], skills: [Skill("billing"), Skill("spanish")])
    else { preconditionFailure("a sample is no agent") }
    return agent
  }

  static func chosen(_ seconds: Int, _ status: AgentStatus = .available) -> AgentState.Fact {
    .statusChosen(status, at: moment + .seconds(seconds))
  }

  /// Somebody who came five seconds after the sample moment.
  static func state(of agent: UInt128) -> AgentState {
    var state = AgentState(agent: id(agent), since: moment + .seconds(5))
    _ = state.open(id(9), at: moment + .seconds(5))
    state.evolve(chosen(5))
    return state
  }

  static let ledger: AssignmentLedger = {
    var ledger = AssignmentLedger()
    _ = ledger.assign(among: [Candidate(agent: id(1), weight: 3, idleSince: moment)], by: .weighted)
    return ledger
  }()
}
