/// What happened to an agent, as it is kept: the metrics of any window are a fold of these.
public struct RecordedAgentFact: Equatable, Sendable, Codable {
  public let agent: Agent.ID
  /// From 1, without gaps, in the order in which it was kept.
  public let ordinal: Int
  public let fact: AgentState.Fact
  /// What the agent was doing before.
  public let before: AgentState

  /// A fact at its place.
  public init(agent: Agent.ID, ordinal: Int, fact: AgentState.Fact, before: AgentState) {
    self.agent = agent
    self.ordinal = ordinal
    self.fact = fact
    self.before = before
  }
}
