import PropertyTesting

/// A door that opens by a wrong code: three certain commands, in this order with any others between.
struct CodeMachine: StateMachine {
  enum Command: Equatable { case press(Int), shout(String), wait }

  let initialModel = 0

  let commands: [CommandKind<Self>] = [
    .command("wait", .wait),
    .command("shout", Gen.string(alphabet: "ab").map(Command.shout)),
    .command("press", weight: 2, Gen.int(0...9).map(Command.press)),
  ]

  func apply(_ command: Command, to presses: inout Int) -> Bool {
    if case .press = command { presses += 1 }
    return false
  }

  func start() -> [Int] { [] }

  func run(_ command: Command, on pressed: inout [Int]) -> Bool {
    guard case .press(let digit) = command else { return false }
    pressed.append(digit)
    guard let four = pressed.firstIndex(of: 4), let two = pressed[four...].firstIndex(of: 2) else { return false }
    return pressed[two...].contains(7)
  }
}
