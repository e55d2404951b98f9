import PropertyTesting

/// The rules of the queue: least (arrival - bonus, arrival, id) first, among those whom a free agent can serve.
struct WaitingRoomMachine: StateMachine {
  enum Command {
    case arrive(id: Int, tier: Int, skill: Int)
    case hangUp(id: Int)
    case ready(agent: Int)
    case away(agent: Int)
    case offer
    case advanceClock(Int)
  }

  struct Model: Sendable {
    var now = 0
    /// Tier, skill and arrival, by id; ids aren't in the order of arrival.
    var waiting: [Int: [Int]] = [:]
    var free: [Int] = []
    var last = 2
  }

  let planted: Fault?
  let initialModel = Model()

  let commands: [CommandKind<Self>] = [
    .command("offer", weight: 4, .offer),
    .command("ready", weight: 3, agent.map(Command.ready)),
    .command(
      "arrive", weight: 8,
      zip(.int(1...6), .int(0...3), .weighted([(5, .just(0)), (1, .int(1...2))]))
        .map(Command.arrive)),
    .command("away", agent.map(Command.away)),
    .command("hang up", Gen.int(1...6).map(Command.hangUp)).when { !$0.waiting.isEmpty },
    .command("advance clock", weight: 4, Gen.element(of: [60, 120]).map(Command.advanceClock)),
  ]

  private static let agent = Gen<Int>.int(0...2)

  func allows(_ command: Command, in model: Model) -> Bool {
    switch command {
    case .arrive(let id, _, _): model.waiting[id] == nil
    case .hangUp(let id): model.waiting[id] != nil
    default: true
    }
  }

  func apply(_ command: Command, to model: inout Model) -> [Int] {
    switch command {
    case .arrive(let id, let tier, let skill): model.waiting[id] = [tier, skill, model.now]
    case .hangUp(let id): model.waiting[id] = nil
    case .ready(let agent): model.free = model.free.filter { $0 != agent } + [agent]
    case .away(let agent): model.free.removeAll { $0 == agent }
    case .advanceClock(let seconds): model.now += seconds
    case .offer: return offer(&model)
    }
    return []
  }

  private func offer(_ model: inout Model) -> [Int] {
    var best: (key: [Int], agent: Int)?
    for (id, caller) in model.waiting {
      let able = model.free.filter { $0 != 0 ? caller[1] < 2 : caller[1] == 0 }
      guard let agent = able.min(by: { ($0 - model.last + 2) % 3 < ($1 - model.last + 2) % 3 }) else { continue }
      let key = [caller[2] - 60 * min(caller[0], 2), caller[2], id]
      if best.map({ key.lexicographicallyPrecedes($0.key) }) ?? true { best = (key, agent) }
    }
    guard let best else { return [] }
    model.waiting[best.key[2]] = nil
    model.free.removeAll { $0 == best.agent }
    model.last = best.agent
    return [best.key[2], best.agent]
  }

  func start() -> WaitingRoom { WaitingRoom(planted: planted) }

  func run(_ command: Command, on room: inout WaitingRoom) -> [Int] {
    switch command {
    case .arrive(let id, let tier, let skill): room.arrive(id, tier: tier, skill: skill)
    case .hangUp(let id): room.hangUp(id)
    case .ready(let agent): room.setReady(agent)
    case .away(let agent): room.setAway(agent)
    case .advanceClock(let seconds): room.now += seconds
    case .offer: return room.offer()
    }
    return []
  }
}
