/// Who has been given how much, as far as the next assignment needs to know it: one small row for each department.
///
/// - *Round robin* goes round in the order of ids from whoever was last. So between two turns of one agent everybody who
///   stayed available had one: shares differ by at most one.
/// - *Weighted* is stride scheduling (Waldspurger and Weihl, "Stride Scheduling", 1995): each assignment costs
///   2,520 / weight, and the least cost goes next (ties: lower id). So nobody is given another before everybody who
///   stayed available has had as much per weight: shares differ by at most one weight unit. Who comes back begins at what
///   the others have now, and isn't flooded with what they missed.
/// - *Longest idle* needs no memory (ties: lower id).
public struct AssignmentLedger: Equatable, Sendable, Codable {
  /// The cost of an assignment at weight 1: the least number that all weights divide, so that costs are exact.
  public static let stride = 2520

  /// Whose turn it was last.
  public private(set) var last: Agent.ID?
  /// The cost at which the last weighted assignment began; nobody is available for less.
  public private(set) var floor = 0
  /// Costs above the floor. At most one for each agent who was given something since the floor passed them.
  private var costs: [Cost] = []

  private struct Cost: Equatable, Sendable, Codable {
    let agent: Agent.ID
    var cost: Int
  }

  /// Nobody has been given anything.
  public init() {}

  /// Who is next among the available; `nil` when there are none. Changes nothing.
  public func next(among candidates: [Candidate], by strategy: AssignmentStrategy) -> Candidate? {
    switch strategy {
    case .roundRobin:
      let following = last.map { last in candidates.filter { $0.agent > last } } ?? []
      return (following.isEmpty ? candidates : following).min { $0.agent < $1.agent }
    case .weighted: return candidates.min { (cost(of: $0.agent), $0.agent) < (cost(of: $1.agent), $1.agent) }
    case .longestIdle: return candidates.min { ($0.idleSince, $0.agent) < ($1.idleSince, $1.agent) }
    }
  }

  /// Gives the next one their turn.
  public mutating func assign(among candidates: [Candidate], by strategy: AssignmentStrategy) -> Candidate? {
    guard let chosen = next(among: candidates, by: strategy) else { return nil }
    last = chosen.agent
    guard strategy == .weighted else { return chosen }
    floor = cost(of: chosen.agent)
    costs.removeAll { $0.agent == chosen.agent || $0.cost <= floor }
    costs.append(Cost(agent: chosen.agent, cost: floor + Self.stride / chosen.weight))
    // Kept small: only differences matter.
    if floor >= Self.stride * Self.stride { lower(by: floor) }
    return chosen
  }

  /// The available in the order in which they would be given their turns, each once.
  public func order(of candidates: [Candidate], by strategy: AssignmentStrategy) -> [Candidate] {
    switch strategy {
    case .roundRobin:
      let ordered = candidates.sorted { $0.agent < $1.agent }
      guard let last, let start = ordered.firstIndex(where: { $0.agent > last }) else { return ordered }
      return Array(ordered[start...] + ordered[..<start])
    case .weighted: return candidates.sorted { (cost(of: $0.agent), $0.agent) < (cost(of: $1.agent), $1.agent) }
    case .longestIdle: return candidates.sorted { ($0.idleSince, $0.agent) < ($1.idleSince, $1.agent) }
    }
  }

  /// What an agent has cost so far; who was away begins at the floor.
  private func cost(of agent: Agent.ID) -> Int {
    max(costs.first { $0.agent == agent }?.cost ?? floor, floor)
  }

  private mutating func lower(by amount: Int) {
    floor -= amount
    for index in costs.indices { costs[index].cost -= amount }
  }
}
