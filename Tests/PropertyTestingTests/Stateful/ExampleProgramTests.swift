import PropertyTesting
import Testing

@Suite("Programs written by hand")
struct ExampleProgramTests {
  private func message<Machine: StateMachine>(_ example: [Machine.Command], of machine: Machine) async -> String? {
    let report = await check(Property("examples", machine: machine, examples: [example]))
    guard case .example = report.counterexample?.origin else { return nil }
    return report.counterexample?.failure.message
  }

  @Test func `an example that breaks a condition is told, and its command is not run`() async {
    // Run on the model, the second pop would trap.
    #expect(
      await message([.push(1), .pop, .pop], of: QueueMachine())
        == """
        step 3, .pop: this example is no program of the machine: the condition of "pop" does not hold
        """)
    #expect(await message([.push(1), .pop], of: QueueMachine()) == nil)
  }

  @Test func `an example on something that is not there is told`() async {
    #expect(
      await message([.open(1), .take(1)], of: StockMachine())
        == """
        step 2, .take(1): this example is no program of the machine: what "take" acts on is not there
        """)
    #expect(await message([.open(1), .put(1, 2), .take(1)], of: StockMachine()) == nil)
  }

  @Test func `an example with more faults than there may be is told`() async {
    let fires = [StockMachine.Command.fire, .fire, .fire]
    #expect(
      await message([.open(1), .open(2)] + fires, of: StockMachine())
        == "step 5, .fire: this example is no program of the machine: the program has its 2 faults already")
    #expect(Program([.open(1), .open(2)] + fires, of: StockMachine()).faults == 2)
  }

  @Test func `an example that the machine does not allow is told`() async {
    #expect(
      await message([.start(1, line: 2), .start(1, line: 3)], of: CallMachine())
        == "step 2, .start(1, line: 3): this example is no program of the machine: the machine does not allow it")
  }

  @Test func `what one kind forbids another that makes the same command may allow`() async {
    #expect(await message([.lift(5)], of: LiftMachine()) == nil)
    let message = await message([.lift(5), .lift(5), .lift(1)], of: LiftMachine())
    #expect(message?.contains("the condition of \"a little\" does not hold") == true, "\(message ?? "none")")
  }

  @Test func `a printed program is an example that fails in the same way`() async {
    let report = await check(Property("calls", machine: CallMachine(fault: .unclosed)))
    let pasted: [CallMachine.Command] = [  // [:]
      .start(1, line: 1),  // 1: [call1: 1]
      .start(2, line: 1),  // 2: [call1: 1, call2: 1]
      .end(1),  // 3: [call2: 1]
    ]
    #expect(Program(pasted, of: CallMachine()).reportText == report.counterexample?.text)
    #expect(await message(pasted, of: CallMachine(fault: .unclosed)) == report.counterexample?.failure.message)
  }

  @Test func `what is left out is printed as such, and no command is printed as none`() {
    let program = Program([.pop, .push(1), .pop, .pop], of: QueueMachine())
    #expect(
      program.reportText == """
        [            // []
          .pop,      // 1: left out, the condition of "pop" does not hold
          .push(1),  // 2: [1]
          .pop,      // 3: []
          .pop,      // 4: left out, the condition of "pop" does not hold
        ]
        """)
    #expect(Program([], of: QueueMachine()).reportText == "[]  // []")
  }
}

/// A lift that takes little when empty and much when not, by two kinds that make the same command.
private struct LiftMachine: StateMachine {
  enum Command { case lift(Int) }

  let initialModel = 0
  let commands: [CommandKind<Self>] = [
    .command("a little", with: .int(1...9)) { .lift($0) }.when { $0 < 5 },
    .command("more", with: .int(1...9)) { .lift($0) }.when { 5..<10 ~= $0 },
  ]

  func apply(_ command: Command, to load: inout Int) {
    if case .lift(let weight) = command { load += weight }
  }

  func start() {}
  func run(_ command: Command, on system: inout Void) {}
}
