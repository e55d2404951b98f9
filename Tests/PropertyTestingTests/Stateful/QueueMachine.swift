import PropertyTesting

/// A queue as a ring of fixed length, against a list.
struct QueueMachine: StateMachine {
  enum Command: Equatable { case push(Int), pop }

  /// The ring that forgets its bound: the fourth entry overwrites the first.
  var ring = 1_000

  let initialModel: [Int] = []

  let commands: [CommandKind<Self>] = [
    .command("push", weight: 3, with: .int(0...9), Command.push),
    .command("pop", .pop).when { !$0.isEmpty },
  ]

  func apply(_ command: Command, to model: inout [Int]) -> Int? {
    switch command {
    case .push(let number):
      model.append(number)
      return nil
    case .pop: return model.removeFirst()
    }
  }

  func start() -> Ring { Ring(length: ring) }

  func run(_ command: Command, on ring: inout Ring) -> Int? {
    switch command {
    case .push(let number):
      ring.push(number)
      return nil
    case .pop: return ring.pop()
    }
  }
}

struct Ring {
  private var entries: [Int]
  private var head = 0
  private var tail = 0

  init(length: Int) { entries = Array(repeating: 0, count: length) }

  mutating func push(_ number: Int) {
    entries[tail % entries.count] = number
    tail += 1
  }

  mutating func pop() -> Int {
    defer { head += 1 }
    return entries[head % entries.count]
  }
}
