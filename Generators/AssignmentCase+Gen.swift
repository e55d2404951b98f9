public import PropertyTesting
public import VoiceCore

/// Work that is dealt out: who there is, by which strategy, and who is available at each turn.
public struct AssignmentCase: Equatable, Sendable {
  public let strategy: AssignmentStrategy
  /// The weight of each agent; agent 1 comes first.
  public let weights: [Int]
  public let turns: [Turn]

  /// One assignment.
  public struct Turn: Equatable, Sendable {
    /// Who is available, by place in `weights`.
    public let available: [Int]
    /// Since when each agent has been idle, in seconds.
    public let idleSince: [Int]
  }

  /// Who can be chosen at a turn, in no helpful order.
  public func candidates(at turn: Turn) -> [Candidate] {
    turn.available.reversed().map {
      Candidate(
        agent: Self.agent($0), weight: weights[$0],
        idleSince: Timestamp(microseconds: Int64(turn.idleSince[$0]) * 1_000_000))
    }
  }

  /// The agent at a place.
  public static func agent(_ place: Int) -> Agent.ID { Identifier(UInt128(place + 1)) }
}

extension Gen where Value == AssignmentCase {
  /// One to five agents, up to 40 turns; mostly the same are available as at the turn before, sometimes somebody comes or
  /// goes, now and then nobody is there.
  public static var assignmentCase: Gen {
    gen { source throws(Discard) in
      let strategy = try source.draw(Gen<AssignmentStrategy>.element(of: AssignmentStrategy.allCases))
      let weights = try source.draw(Gen<[Int]>.array(of: .element(of: [1, 1, 2, 3, 7, 10]), count: 1...5))
      let changes = try source.draw(
        Gen<[(Bool, [Int], [Int])]>.array(
          of: zip(
            Gen<Bool>.bool(probability: 0.2), Gen<[Int]>.subset(of: Array(0..<5)),
            Gen<[Int]>.array(of: .int(0...4), count: 5)), count: 1...40))
      var available = Array(weights.indices)
      let turns = changes.map { change in
        if change.0 { available = change.1.filter(weights.indices.contains) }
        return AssignmentCase.Turn(available: available, idleSince: change.2)
      }
      return AssignmentCase(strategy: strategy, weights: weights, turns: turns)
    }
  }
}
