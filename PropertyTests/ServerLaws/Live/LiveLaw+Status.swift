import DocumentedAPI
import PropertyTesting

extension LiveLaw {
  /// Property 10: what an agent says of themselves is what everybody sees who may see them, at once and in that order; nobody
  /// else says it for them.
  static let status = LiveLaw(number: 10, title: "Agent Status Management", cases: 10) { stage in
    let trial = try await StatusTrial(stage)
    stage.tally.note("left out, as it takes a minute a case: an agent who lapses")
    return (
      Property(
        10, "Agent Status Management", for: Gen<[String]>.array(of: .element(of: StatusTrial.statuses), count: 1...4)
      ) { input in try await stage.judging { try await trial.run(input) } }, nil
    )
  }
}

/// An agent who changes their status, and those who look.
struct StatusTrial: Sendable {
  static let statuses = ["available", "busy", "not_available"]
  private static let session = "01900000-0000-7000-8000-000000000001"

  private let stage: LiveStage
  private let agent: String
  private let bystander: String
  private let person: String
  private let colleague: String
  private let manager: String

  init(_ stage: LiveStage) async throws {
    self.stage = stage
    let tenant = try await stage.tenants.make()
    manager = try await stage.tenants.key(of: tenant)
    let department = try await Staffing(stage, tenant).department(below: nil)
    let one = try await Staffing(stage, tenant).person("agent", in: [department])
    let other = try await Staffing(stage, tenant).person("agent", in: [department])
    agent = try await Staffing(stage, tenant).agent(in: [department], user: one.id)
    bystander = try await Staffing(stage, tenant).agent(in: [department], user: other.id)
    person = try await stage.signIn(one.email, of: tenant)
    colleague = try await stage.signIn(other.email, of: tenant)
  }

  func run(_ statuses: [String]) async throws {
    for status in statuses {
      let body: JSON = .object(["status": .text(status), "session": .text(Self.session)])
      let said = try await stage.client.ask(.json("PUT", "/v1/agents/\(agent)/status", body), bearing: person)
      try requireEqual(said.status, 200, "saying \(status)")
      stage.tally.add(1, "changes of status")
      for watcher in [manager, colleague, person] {
        let shown = try await stage.client.ask(Prober.Question(target: "/v1/agents/\(agent)/status"), bearing: watcher)
        try requireEqual(shown.tree["status"], .text(status), "what the others see of the agent")
      }
      let listed = try await stage.client.ask(Prober.Question(target: "/v1/agents"), bearing: colleague)
      let seen = listed.tree["data"]?.items.first { $0["id"] == .text(agent) }
      try requireEqual(seen?["status"], .text(status), "what the list says of the agent")
      try requireEqual(
        listed.tree["data"]?.items.first { $0["id"] == .text(bystander) }?["status"], .text("not_available"),
        "the colleague said nothing")
    }
    // Whoever begins to listen is told how things stand.
    if let last = statuses.last,
      case .told(let text) = try await stage.client.listen("/v1/realtime?last_event_id=0", bearing: colleague)
    {
      let board = try JSON(text)["state"]?["agents"]?.items.first { $0["agent_id"] == .text(agent) }
      try requireEqual(board?["status"], .text(last), "what the real-time socket says of the agent")
      stage.tally.add(1, "looks at the socket")
    }
    let meddling = try await stage.client.ask(
      .json("PUT", "/v1/agents/\(agent)/status", .object(["status": .text("busy"), "session": .text(Self.session)])),
      bearing: colleague)
    try requireContains([403, 404], meddling.status, "nobody says it for another")
  }
}
