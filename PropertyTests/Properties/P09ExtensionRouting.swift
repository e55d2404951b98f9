import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P09-extension-routing.md
  static let p09ExtensionRouting = VerifiedProperty(
    number: 9, title: "Extension Routing",
    core: {
      Property(9, "Extension Routing", for: .dialledCase, labels: P09.labels, coverage: P09.coverage) { input in
        let plan = try P09.plan(input)
        let situation = try P09.situation(input)
        var dialled = DialledDigits()
        var outcomes: [DialledDigits.Outcome] = []
        var now = Timestamp(microseconds: 0)
        for press in input.presses {
          now = now + .milliseconds(press.after)
          let key = try requireSome(DialKey(press.key), "it is a key")
          outcomes += dialled.press(key, at: now, in: plan.extensions)
        }
        outcomes += dialled.elapse(to: now + .seconds(2), in: plan.extensions)
        let expected = DialModel(input).outcomes
        try requireEqual(outcomes.map(P09.text), expected, "what was dialled")
        for outcome in outcomes {
          let decision = plan.decide(.dialled(outcome), for: P09.caller, in: situation)
          try P09.requireRight(decision, after: outcome, input)
        }
      }
    },
    store: nil)
}

/// The law once more: cuts the keys into numbers, looking at all extensions each time.
private struct DialModel {
  private(set) var outcomes: [String] = []

  init(_ input: DialledCase) {
    var digits = ""
    func complete() {
      guard !digits.isEmpty else { return }
      let isOneKey = digits.count == 1 && !input.extensions.contains(digits)
      outcomes.append(isOneKey ? "key \(digits)" : input.extensions.contains(digits) ? digits : "nobody's \(digits)")
      digits = ""
    }
    for press in input.presses {
      if press.after >= 2000 { complete() }
      switch press.key {
      case "#" where !digits.isEmpty: complete()
      case "*" where !digits.isEmpty: digits = ""
      case "#", "*": outcomes.append("key \(press.key)")
      default:
        digits.append(press.key)
        if !input.extensions.contains(where: { $0.count > digits.count && $0.hasPrefix(digits) }) { complete() }
      }
    }
    complete()
  }
}

private enum P09 {
  static let coverage = [
    Coverage("reached", atLeast: 30), Coverage("unavailable", atLeast: 15), Coverage("unknown", atLeast: 10),
    Coverage("begins like another", atLeast: 15), Coverage("one key", atLeast: 20),
  ]

  static let caller = WaitingCaller(call: Identifier(1), arrival: Timestamp(microseconds: 0))

  static func agent(_ place: Int) -> Agent.ID { Identifier(UInt128(place + 1)) }

  /// Who can't take a call sends it to this department's voicemail: the tenant's rule here.
  static let rule = RoutingTarget.voicemail(Identifier(1))

  static func plan(_ input: DialledCase) throws -> RoutingPlan {
    let entries = try input.extensions.enumerated().map {
      (try Extension($0.element), ExtensionDirectory.Owner.agent(agent($0.offset)))
    }
    return try RoutingPlan(
      hours: .always(), departments: [try DepartmentRoute(department: Identifier(1))],
      extensions: try ExtensionDirectory(entries.reversed()), customerService: .receptionist, whenAgentUnavailable: rule
    )
  }

  static func situation(_ input: DialledCase) throws -> RoutingSituation {
    let now = Timestamp(microseconds: 0)
    let agents = try input.extensions.indices.map {
      try Agent(id: agent($0), name: "agent", departments: [Identifier(1)])
    }
    let states = input.extensions.indices.map { place in
      var state = AgentState(agent: agent(place), since: now)
      _ = state.open(Identifier(UInt128(place)), at: now)
      if input.available.contains(place) { state.evolve(state.decide(.choose(.available), at: now)) }
      return state
    }
    return RoutingSituation(at: now, roster: Roster(agents, states), wallClock: { _ in LocalMinute(number: 0) })
  }

  static func text(_ outcome: DialledDigits.Outcome) -> String {
    switch outcome {
    case .reached(let number, _): number.digits
    case .menu(let key): "key \(key)"
    case .unknown(let digits): "nobody's \(digits)"
    }
  }

  static func requireRight(
    _ decision: RoutingDecision, after outcome: DialledDigits.Outcome, _ input: DialledCase
  ) throws {
    switch outcome {
    case .reached(let number, _):
      let place = try requireSome(input.extensions.firstIndex(of: number.digits), "somebody has it")
      try require(decision.reasons.first == .extensionDialled(number), "the decision says why")
      if input.available.contains(place) {
        guard case .ring(let ring) = decision.destination else { throw Failed.notRung }
        try requireEqual(ring.rounds, [[agent(place)]], "that agent rings, and nobody else")
      } else {
        try requireEqual(decision.destination, .voicemail(Identifier(1)), "the tenant's rule")
        try require(decision.reasons.contains(.agentUnavailable(agent(place))), "the decision says why")
      }
    case .menu(let key): try requireEqual(decision.destination, .menu(key), "the key menu comes after extensions")
    case .unknown: try requireEqual(decision.destination, .unknownExtension, "a clear prompt")
    }
  }

  enum Failed: Error { case notRung }

  static let labels: @Sendable (DialledCase) -> [String] = { input in
    let outcomes = DialModel(input).outcomes
    var labels: [String] = []
    if outcomes.contains(where: input.extensions.contains) { labels.append("reached") }
    if outcomes.contains(where: { text in
      input.extensions.firstIndex(of: text).map { !input.available.contains($0) } ?? false
    }) {
      labels.append("unavailable")
    }
    if outcomes.contains(where: { $0.hasPrefix("nobody's") }) { labels.append("unknown") }
    if outcomes.contains(where: { $0.hasPrefix("key") }) { labels.append("one key") }
    if outcomes.contains(where: { text in
      input.extensions.contains(text) && input.extensions.contains { $0 != text && $0.hasPrefix(text) }
    }) {
      labels.append("begins like another")
    }
    return labels
  }
}
