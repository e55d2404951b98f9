/// Callers who wait and agents who serve them: the best caller by rank goes to the next agent in turn who can serve them.
struct WaitingRoom {
  struct Caller {
    let id: Int
    let tier: Int
    let skill: Int
    let arrival: Int
  }

  enum Status { case away, available, busy }

  /// The skills that agents have, by agent; nobody has skill 2.
  static let skills: [[Int]] = [[0], [0, 1], [0, 1]]
  static let bonus = 60
  static let highestBonus = 120

  let planted: Fault?
  var now = 0
  private var waiting: [Caller] = []
  private var agents = Array(repeating: Status.away, count: skills.count)
  private var lastServed = skills.count - 1

  init(planted: Fault?) { self.planted = planted }

  mutating func arrive(_ id: Int, tier: Int, skill: Int) {
    waiting.append(Caller(id: id, tier: tier, skill: skill, arrival: now))
  }

  mutating func hangUp(_ id: Int) {
    if planted != .abandonedServed { waiting.removeAll { $0.id == id } }
  }

  mutating func setReady(_ agent: Int) { agents[agent] = .available }
  mutating func setAway(_ agent: Int) { agents[agent] = .away }

  /// The caller and the agent who are joined, if anybody can be.
  mutating func offer() -> [Int] {
    for caller in waiting.sorted(by: precedes) {
      for step in 1...agents.count {
        let first = planted == .roundRobinStuck ? agents.count - 1 : lastServed
        let agent = (first + step) % agents.count
        guard isFree(agent), Self.skills[agent].contains(caller.skill) || planted == .skillIgnored else { continue }
        waiting.removeAll { $0.id == caller.id }
        agents[agent] = .busy
        lastServed = agent
        return [caller.id, agent]
      }
      if planted == .topCallerBlocks { return [] }
    }
    return []
  }

  private func isFree(_ agent: Int) -> Bool {
    switch agents[agent] {
    case .available: true
    case .busy: planted == .busyAgentOffered
    case .away: planted == .awayAgentOffered
    }
  }

  private func precedes(_ left: Caller, _ right: Caller) -> Bool {
    let (first, second) = (rank(left), rank(right))
    if first != second { return first < second }
    switch planted {
    case .tieByInsertion: return false
    case .tieByID: return left.id < right.id
    default: return (left.arrival, left.id) < (right.arrival, right.id)
    }
  }

  private func rank(_ caller: Caller) -> Int {
    let bonus = caller.tier * Self.bonus
    switch planted {
    case .bonusUnbounded: return caller.arrival - bonus
    case .bonusForgotten: return caller.arrival
    case .bonusPenalises: return caller.arrival + min(bonus, Self.highestBonus)
    default: return caller.arrival - min(bonus, Self.highestBonus)
    }
  }
}
