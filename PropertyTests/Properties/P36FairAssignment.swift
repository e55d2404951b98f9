import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P36-fair-assignment.md
  static let p36FairAssignment = VerifiedProperty(
    number: 36, title: "Fair assignment",
    core: {
      Property(36, "Fair assignment", for: .assignmentCase, labels: P36.labels, coverage: P36.coverage) { input in
        var ledger = AssignmentLedger()
        var given: [Int?] = []
        for turn in input.turns {
          let candidates = input.candidates(at: turn)
          let expected = ledger.order(of: candidates, by: input.strategy).first
          let chosen = ledger.assign(among: candidates, by: input.strategy)
          try requireEqual(chosen, expected, "who is next is the first in order")
          let place = chosen.map { Int($0.agent.bits) - 1 }
          try require(place.map(turn.available.contains) ?? turn.available.isEmpty, "somebody available, if anybody is")
          if input.strategy == .longestIdle, let place { try P36.requireLongestIdle(place, at: turn) }
          given.append(place)
        }
        try FairnessModel(input: input, given: given).check()
      }
    },
    store: nil, isSimulated: true)
}

/// The law over whole stretches of turns, counted afresh for each: knows nothing of ledgers.
private struct FairnessModel {
  let input: AssignmentCase
  let given: [Int?]

  func check() throws {
    guard input.strategy != .longestIdle else { return }
    for stayed in input.weights.indices {
      for start in given.indices {
        var counts = [Int](repeating: 0, count: input.weights.count)
        for turn in start..<given.count {
          guard input.turns[turn].available.contains(stayed) else { break }
          if let place = given[turn] { counts[place] += 1 }
          for other in input.weights.indices where other != stayed {
            try require(
              isFair(counts[other], to: counts[stayed], other, stayed, fromTheBeginning: start == 0),
              "turns \(start)...\(turn): agent \(other + 1) had \(counts[other]), agent \(stayed + 1), who was there throughout, \(counts[stayed])"
            )
          }
        }
      }
    }
  }

  /// Round robin: at most one more. Weighted: at most one assignment more per weight, and within any stretch at most one
  /// of each of the two.
  private func isFair(_ others: Int, to own: Int, _ other: Int, _ stayed: Int, fromTheBeginning: Bool) -> Bool {
    if input.strategy == .roundRobin { return others <= own + 1 }
    let (otherWeight, ownWeight) = (input.weights[other], input.weights[stayed])
    return fromTheBeginning
      ? (others - 1) * ownWeight <= own * otherWeight
      : others * ownWeight - own * otherWeight <= ownWeight + otherWeight
  }
}

private enum P36 {
  static let coverage = [
    Coverage("round_robin", atLeast: 20), Coverage("weighted", atLeast: 20), Coverage("longest_idle", atLeast: 20),
    Coverage("comes and goes", atLeast: 20), Coverage("nobody there", atLeast: 5),
    Coverage("unlike weights", atLeast: 10),
  ]

  static let labels: @Sendable (AssignmentCase) -> [String] = { input in
    var labels = [input.strategy.rawValue]
    if zip(input.turns, input.turns.dropFirst()).contains(where: { $0.available != $1.available }) {
      labels.append("comes and goes")
    }
    if input.turns.contains(where: \.available.isEmpty) { labels.append("nobody there") }
    if input.strategy == .weighted, Set(input.weights).count > 1 { labels.append("unlike weights") }
    return labels
  }

  static func requireLongestIdle(_ place: Int, at turn: AssignmentCase.Turn) throws {
    for other in turn.available where other != place {
      try require(
        (turn.idleSince[place], place) < (turn.idleSince[other], other), "who has been idle longest goes first")
    }
  }
}
