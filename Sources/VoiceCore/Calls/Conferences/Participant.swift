/// Somebody who talks with the caller: of the tenant's people, or at a telephone that is no agent's.
public enum Participant: Hashable, Sendable, Codable {
  case agent(Agent.ID)
  case number(PhoneNumber)

  /// Where a call is sent to have them.
  public var target: RoutingTarget {
    switch self {
    case .agent(let id): .agent(id)
    case .number(let number): .outside(number)
    }
  }

  /// The agent, if it is one.
  var agent: Agent.ID? { if case .agent(let id) = self { id } else { nil } }
}
