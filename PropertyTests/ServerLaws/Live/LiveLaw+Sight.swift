import DocumentedAPI
import PropertyTesting

extension LiveLaw {
  /// Property 19: a supervisor sees the agents of their departments and of those below, and the others aren't there.
  static let sight = LiveLaw(number: 19, title: "Department Isolation", cases: 8) { stage in
    let trial = try await SightTrial(stage)
    stage.tally.note("agents and their status only: calls and voicemails need a caller")
    return (
      Property(
        19, "Department Isolation", for: Gen<[Int]>.array(of: .int(0...(SightTrial.departments - 1)), count: 0...3),
        labels: { [$0.isEmpty ? "somebody belongs nowhere" : "somebody belongs somewhere"] }
      ) { input in try await stage.judging { try await trial.run(input) } }, nil
    )
  }
}

/// Departments as a tree (0 above 1 above 2; 3 beside them), an agent in each, and a supervisor who moves about.
struct SightTrial: Sendable {
  static let departments = 4
  private static let above: [Int?] = [nil, 0, 1, nil]

  private let stage: LiveStage
  private let staffing: Staffing
  private let names: [String]
  private let agents: [String]
  private let supervisor: (id: String, token: String)

  init(_ stage: LiveStage) async throws {
    self.stage = stage
    let tenant = try await stage.tenants.make()
    staffing = Staffing(stage, tenant)
    var names: [String] = []
    var agents: [String] = []
    for parent in Self.above {
      let name = try await staffing.department(below: parent.map { names[$0] })
      names.append(name)
      agents.append(try await staffing.agent(in: [name]))
    }
    (self.names, self.agents) = (names, agents)
    let person = try await staffing.person("supervisor", in: [])
    supervisor = (person.id, try await stage.signIn(person.email, of: tenant))
  }

  func run(_ departments: [Int]) async throws {
    try await staffing.move(supervisor.id, to: Set(departments).sorted().map { names[$0] })
    // Upwards from the thing; the server walks downwards from the person.
    func isSeen(_ department: Int) -> Bool {
      var place: Int? = department
      while let here = place {
        if departments.contains(here) { return true }
        place = Self.above[here]
      }
      return false
    }
    let answer = try await stage.client.ask(Prober.Question(target: "/v1/agents"), bearing: supervisor.token)
    try requireEqual(answer.status, 200, "the list of agents")
    let listed = answer.tree["data"]?.items.compactMap { $0["id"]?.text }.sorted()
    try requireEqual(
      listed, agents.indices.filter(isSeen).map { agents[$0] }.sorted(), "the agents that the supervisor has listed")
    for (department, agent) in agents.enumerated() {
      for tail in ["", "/status", "/metrics"] {
        let one = try await stage.client.ask(
          Prober.Question(target: "/v1/agents/\(agent)\(tail)"), bearing: supervisor.token)
        try requireEqual(one.status, isSeen(department) ? 200 : 404, "the agent of department \(department)\(tail)")
        stage.tally.add(1, "looks")
      }
    }
  }
}
