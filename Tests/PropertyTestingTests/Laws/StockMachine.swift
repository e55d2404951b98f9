import PropertyTesting

/// Shelves that are opened, filled and emptied. Nothing here is allowed or forbidden but by the conditions of the commands,
/// and the model survives every misuse, so that a law can tell of one.
struct StockMachine: StateMachine {
  struct Shelf { var pieces = 0 }

  enum Command: Equatable {
    case open(Reference<Shelf>)
    case put(Reference<Shelf>, Int)
    case take(Reference<Shelf>)
    case close(Reference<Shelf>)
    case fire
  }

  /// The number of pieces on a shelf that the system forgets one of; none without a fault.
  var forgets = Int.max

  let initialModel: [Reference<Shelf>: Int] = [:]

  let commands: [CommandKind<Self>] = [
    .command("open", making: Shelf.self) { .open($0) },
    .command("put", weight: 3, on: { $0.keys.sorted() }, with: .int(1...3)) { .put($0, $1) },
    .command("take", weight: 2, on: Self.full) { .take($0) },
    .command("close", on: { $0.keys.sorted() }) { .close($0) },
    .fault("fire", .fire).when { $0.count > 1 },
  ]

  var maximumFaults: Int { 2 }

  @Sendable
  static func full(_ model: [Reference<Shelf>: Int]) -> [Reference<Shelf>] {
    model.filter { $0.value > 0 }.keys.sorted()
  }

  func apply(_ command: Command, to model: inout [Reference<Shelf>: Int]) -> Int? {
    switch command {
    case .open(let shelf): model[shelf] = 0
    case .put(let shelf, let count): model[shelf, default: 0] += count
    case .take(let shelf): model[shelf, default: 0] -= 1
    case .close(let shelf): return model.removeValue(forKey: shelf)
    case .fire: model = model.mapValues { _ in 0 }
    }
    return nil
  }

  struct Room {
    var shelves = Bindings<Shelf>()
    var opened: [Reference<Shelf>] = []
  }

  func start() -> Room { Room() }

  func run(_ command: Command, on room: inout Room) throws -> Int? {
    switch command {
    case .open(let shelf):
      room.shelves.bind(shelf, to: Shelf())
      room.opened.append(shelf)
    case .put(let shelf, let count):
      let sum = try room.shelves[shelf].pieces + count
      room.shelves.bind(shelf, to: Shelf(pieces: sum >= forgets ? sum - 1 : sum))
    case .take(let shelf): room.shelves.bind(shelf, to: Shelf(pieces: try room.shelves[shelf].pieces - 1))
    case .close(let shelf): return try room.shelves[shelf].pieces
    case .fire: for shelf in room.opened { room.shelves.bind(shelf, to: Shelf()) }
    }
    return nil
  }

  /// What is wrong with `steps` as a program, by rules written down a second time.
  static func problem(_ steps: [Program<Self>.Step]) -> String? {
    var shelves: [Reference<Shelf>: Int] = [:]
    var fires = 0
    var last = 0
    for step in steps {
      guard step.number > last else { return "step \(step.number) after \(last)" }
      last = step.number
      switch step.command {
      case .open(let shelf):
        guard shelf.step == step.number else { return "\(step.number) makes \(shelf)" }
        shelves[shelf] = 0
      case .put(let shelf, let count):
        guard let held = shelves[shelf], 1...3 ~= count else { return "step \(step.number) has no shelf" }
        shelves[shelf] = held + count
      case .take(let shelf):
        guard let held = shelves[shelf], held > 0 else { return "step \(step.number) takes from an empty shelf" }
        shelves[shelf] = held - 1
      case .close(let shelf):
        guard shelves.removeValue(forKey: shelf) != nil else { return "step \(step.number) closes nothing" }
      case .fire:
        fires += 1
        guard shelves.count > 1, fires <= 2 else { return "step \(step.number) burns too much" }
        shelves = shelves.mapValues { _ in 0 }
      }
    }
    return nil
  }
}
