/// In which order the available agents of a department ring.
public enum RingStrategy: String, Sendable, Codable, CaseIterable {
  /// All at once; whoever answers first has the call.
  case all
  /// One after the other, beginning with whose turn it is.
  case inTurn = "in_turn"
  /// One after the other, beginning with who has been idle longest.
  case longestIdle = "longest_idle"
}

/// Who rings, round by round.
public struct RingPlan: Equatable, Sendable, Codable {
  /// The most agents that ring at once or one after the other.
  public static let maximumAgents = 10

  /// Those of one round ring together. Never empty, nor is any of them.
  public let rounds: [[Agent.ID]]
  /// How long each round rings.
  public let ringTime: Duration

  /// A plan for the available agents of a department; `nil` when there are none.
  ///
  /// - Parameter inLine: How many wait already: as many agents, the first in turn, are theirs (property 18).
  public init?(
    _ candidates: [Candidate], by strategy: RingStrategy, _ ledger: AssignmentLedger = AssignmentLedger(),
    ringTime: Duration, leavingTo inLine: Int = 0
  ) {
    guard candidates.count > inLine else { return nil }
    let order = ledger.order(of: candidates, by: strategy == .longestIdle ? .longestIdle : .roundRobin)
      .dropFirst(inLine)
    let agents = order.prefix(Self.maximumAgents).map(\.agent)
    rounds = strategy == .all ? [agents] : agents.map { [$0] }
    self.ringTime = ringTime
  }

  /// A plan for agents in a given order, one after the other.
  public init?(inOrder candidates: [Candidate], ringTime: Duration) {
    guard !candidates.isEmpty else { return nil }
    rounds = candidates.prefix(Self.maximumAgents).map { [$0.agent] }
    self.ringTime = ringTime
  }
}
