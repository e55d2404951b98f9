import PropertyTesting

/// A queue against a list, both right.
struct SpeedQueueMachine: StateMachine {
  enum Command: Sendable { case push(Int), pop }

  let initialModel: [Int] = []

  let commands: [CommandKind<Self>] = [
    .command("push", weight: 3, Gen.int(0...9).map(Command.push)),
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

  func start() -> SpeedQueue { SpeedQueue() }

  func run(_ command: Command, on queue: inout SpeedQueue) -> Int? {
    switch command {
    case .push(let number):
      queue.push(number)
      return nil
    case .pop: return queue.pop()
    }
  }
}

/// A ring with room for more than twenty steps need.
struct SpeedQueue {
  private var entries = Array(repeating: 0, count: 32)
  private var head = 0
  private var tail = 0

  mutating func push(_ number: Int) {
    entries[tail % entries.count] = number
    tail += 1
  }

  mutating func pop() -> Int? {
    guard head < tail else { return nil }
    defer { head += 1 }
    return entries[head % entries.count]
  }
}
