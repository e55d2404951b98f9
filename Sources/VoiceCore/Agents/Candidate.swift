/// An agent who is available for a call right now.
public struct Candidate: Hashable, Sendable {
  public let agent: Agent.ID
  /// Their share where work is dealt out by weight.
  public let weight: Int
  public let idleSince: Timestamp

  /// An available agent; a weight outside `Agent.weights` counts as the nearer end.
  public init(agent: Agent.ID, weight: Int = 1, idleSince: Timestamp) {
    self.agent = agent
    self.weight = min(max(weight, Agent.weights.lowerBound), Agent.weights.upperBound)
    self.idleSince = idleSince
  }
}
