import Generators
import PropertyTesting
public import Simulators
import VoiceCore

/// A caller who dials an extension while the receptionist talks.
public struct DialledCall: Hashable, Sendable {
  /// What somebody can dial.
  enum Digits: String, Hashable, Sendable, CaseIterable {
    /// An agent who answers.
    case agent = "105"
    /// An agent whose extension another one begins with.
    case shorter = "20"
    case longer = "201"
    /// An agent who is on the telephone: the company's rule says where it goes then.
    case busy = "31"
    /// Nobody's, though extensions begin like it.
    case unknown = "109"
  }

  /// Numbers from the range set aside for fiction; `nil` withholds it.
  static let callers: [String?] = [nil, "+15550100171", "+15550100172", "+442079460173"]

  let caller: String?
  let digits: Digits

  /// Who is rung, in order.
  var rung: [String] {
    switch digits {
    case .agent, .shorter, .longer: [Self.softphone(of: digits)]
    case .busy: [Self.softphone(of: digits), LawTenant.customerService]
    case .unknown: []
    }
  }

  /// What the caller does; ten times as fast as life, but for what the server waits for.
  var script: CallScript {
    CallScript(
      caller: caller, dialled: LawTenant.line,
      steps: [.press(digits.rawValue), .waitForSilence] + (digits == .unknown ? [.hangUp] : []), pace: .times(10))
  }

  static func agent(of digits: Digits) -> Agent.ID {
    Identifier(UInt128(0xD1A1 + (Digits.allCases.firstIndex(of: digits) ?? 0)))
  }

  /// As the carrier is told to ring it: the tenant and the agent, and nothing of the person.
  private static func softphone(of digits: Digits) -> String {
    func hex(_ id: String) -> String { id.filter { $0 != "-" } }
    return "client:agent_\(hex(LawTenant.id.description))_\(hex(agent(of: digits).description))"
  }

  /// How those behave whom the server may ring.
  public static let callees: [String: Callee] = [
    softphone(of: .busy): .busy, LawTenant.customerService: .answers(after: .seconds(1), talks: .seconds(2)),
  ]
}

extension DialledCall {
  /// Puts everybody at their desk, rested, whatever they did before.
  static func seatAgents(in store: any Store, at now: Timestamp) async throws {
    let department = Department.ID(0xD1A0)
    guard let number = PhoneNumber(LawTenant.customerService) else { preconditionFailure("the text is a number") }
    var agents: [Agent] = []
    for digits in Digits.allCases where digits != .unknown {
      agents.append(
        try Agent(
          id: agent(of: digits), name: "Agent \(digits.rawValue)", extension: Extension(digits.rawValue),
          departments: [department], wrapUp: .zero))
    }
    let people = agents
    try await store.transaction(for: LawTenant.id) { scope throws(StoreFailure) in
      try await scope.save(Department(id: department, name: "switchboard", number: number))
      var company = try await scope.openTenant()
      company.settings.routing.whenAgentUnavailable = .outside(number)
      try await scope.save(company)
      for agent in people {
        try await scope.save(agent)
        var state = AgentState(agent: agent.id, since: now)
        _ = state.open(Session.ID(agent.id.bits), at: now)
        let facts = state.decide(.choose(.available), at: now)
        state.evolve(facts)
        try await scope.save(state, facts: facts)
      }
    }
  }
}

extension Gen where Value == DialledCall {
  /// Few different ones: each is placed once.
  static var dialledCall: Gen {
    zip(Gen<String?>.element(of: DialledCall.callers), Gen<DialledCall.Digits>.element(of: DialledCall.Digits.allCases))
      .map { DialledCall(caller: $0, digits: $1) }
  }
}
