import PropertyTesting
import Testing

@Suite("A state machine")
struct StateMachineTests {
  private func commands<Machine: StateMachine>(_ report: Report, _: Machine.Type) -> [Machine.Command]? {
    (report.counterexample?.value as? Program<Machine>)?.steps.map(\.command)
  }

  @Test func `a queue that is right holds, with a table of its commands`() async {
    let property = Property(
      "queue", machine: QueueMachine(), coverage: [Coverage("pop", atLeast: 50), Coverage("push", atLeast: 50)])
    let report = await check(property)
    #expect(report.passed, "\(report.text())")
    #expect(Set(report.labels.map(\.label)) == ["push", "pop"])
  }

  @Test func `a ring that is too short shrinks to the fewest commands, from each of 50 seeds`() async {
    for seed in UInt64(0)..<50 {
      let report = await check(Property("ring", machine: QueueMachine(ring: 3)), RunSettings(cases: 1_000, seed: seed))
      #expect(
        commands(report, QueueMachine.self) == [.push(0), .push(0), .push(0), .push(1), .pop], "\(report.text())")
    }
  }

  @Test func `a failure tells the step, the command, what was expected and what came`() async {
    let report = await check(Property("ring", machine: QueueMachine(ring: 3)))
    #expect(report.counterexample?.failure.message == "step 5, .pop: expected 0, got 1")
    #expect(
      report.counterexample?.text == """
        [            // []
          .push(0),  // 1: [0]
          .push(0),  // 2: [0, 0]
          .push(0),  // 3: [0, 0, 0]
          .push(1),  // 4: [0, 0, 0, 1]
          .pop,      // 5: [0, 0, 1]
        ]
        """)
  }

  @Test func `three certain commands among many are found and nothing else is kept, from each of 50 seeds`() async {
    for seed in UInt64(0)..<50 {
      let report = await check(Property("code", machine: CodeMachine()), RunSettings(cases: 5_000, seed: seed))
      #expect(commands(report, CodeMachine.self) == [.press(4), .press(2), .press(7)], "\(report.text())")
    }
  }

  @Test func `writes lost in a crash are found, from each of 50 seeds`() async {
    var shortest = 0
    for seed in UInt64(0)..<50 {
      let report = await check(Property("store", machine: StoreMachine(group: 3)), RunSettings(seed: seed))
      #expect(report.counterexample != nil)
      if commands(report, StoreMachine.self) == [.put("a", 1), .crashAndReopen, .get("a")] { shortest += 1 }
    }
    // From six steps to three it takes the loss of three at once: two puts less flush the log at another one.
    #expect(shortest >= 45)
    #expect(await check(Property("store", machine: StoreMachine()), RunSettings(cases: 500)).passed)
  }

  @Test func `some programs are calm, some stormy, and none has more faults than its bound`() async {
    let faults = Seen<Int>()
    let property = Property("store", for: .program(of: StoreMachine())) { program in faults.add(program.faults) }
    _ = await check(property, RunSettings(cases: 500))
    #expect(faults.values.count { $0 == 0 } > 100)
    #expect(faults.values.max() == CommandKindLimit.faults)
    let coverage = [Weather.calm, Weather.faulty, Weather.stormy].map { Coverage($0, atLeast: 5) }
    let report = await check(Property("weather", machine: StoreMachine(), coverage: coverage))
    #expect(report.passed, "\(report.text())")
  }

  @Test func `references are to what earlier commands made, and survive the loss of other commands`() async {
    for seed in UInt64(0)..<50 {
      let report = await check(
        Property("calls", machine: CallMachine(fault: .loudLine)), RunSettings(cases: 2_000, seed: seed))
      #expect(
        commands(report, CallMachine.self) == [.start(1, line: 7), .say(1, "")], "seed \(seed): \(report.text())")
    }
    #expect(await check(Property("calls", machine: CallMachine()), RunSettings(cases: 500)).passed)
  }

  @Test func `a program is printed as source, with the names of what its commands make`() async {
    let report = await check(Property("calls", machine: CallMachine(fault: .unclosed)))
    #expect(
      report.counterexample?.text == """
        [                      // [:]
          .start(1, line: 1),  // 1: [call1: 1]
          .start(2, line: 1),  // 2: [call1: 1, call2: 1]
          .end(1),             // 3: [call2: 1]
        ]
        """)
    #expect(report.counterexample?.failure.message == "step 3, .end(1): as many lines as calls")
  }

  @Test func `a system is stopped once for each that was started, also after a failure`() async {
    let closed = Seen<Int>()
    let started = Seen<Int>()
    struct Counted: StateMachine {
      let inner: CallMachine
      let started: Seen<Int>
      var initialModel: [Reference<CallMachine.Call>: Int] { [:] }
      var commands: [CommandKind<Self>] { [.command("start", making: CallMachine.Call.self) { .start($0, line: 1) }] }
      func apply(
        _ command: CallMachine.Command, to model: inout [Reference<CallMachine.Call>: Int]
      ) -> CallMachine.Answer { inner.apply(command, to: &model) }
      func start() -> CallMachine.Exchange {
        started.add(1)
        return inner.start()
      }
      func run(_ command: CallMachine.Command, on exchange: inout CallMachine.Exchange) throws -> CallMachine.Answer {
        if exchange.next > 103 { throw Discard("enough") }
        if exchange.next > 102, started.values.count > 10 { throw CancellationError() }
        return try inner.run(command, on: &exchange)
      }
      func stop(_ exchange: CallMachine.Exchange) { inner.stop(exchange) }
    }
    let machine = Counted(inner: CallMachine(closed: { closed.add(1) }), started: started)
    let report = await check(Property("counted", machine: machine))
    #expect(report.counterexample != nil)
    #expect(closed.values.count == started.values.count && closed.values.count > 10)
  }

  @Test func `commands that make no sense never run, whatever is shrunk away`() async {
    // Popping an empty list would trap: 50 seeds of shrinking go by without it.
    for seed in UInt64(0)..<50 {
      let property = Property("pops", for: .program(of: QueueMachine())) { program in
        try await program.run()
        try require(program.steps.count { $0.command == .pop } < 3)
      }
      let report = await check(property, RunSettings(seed: seed))
      #expect(
        commands(report, QueueMachine.self)?.filter { $0 == .pop }.count == 3
          && commands(report, QueueMachine.self)?.count == 6)
    }
  }

  @Test func `an example is a program by hand, without the commands that make no sense`() async {
    let examples: [[QueueMachine.Command]] = [[.push(1), .pop], [.push(1), .push(2), .push(3), .push(4), .pop]]
    let report = await check(Property("ring", machine: QueueMachine(ring: 3), examples: examples))
    #expect(report.counterexample?.origin == .example(1))
    let program = Program([.say(1, "a"), .start(2, line: 3), .end(2), .end(2)], of: CallMachine())
    #expect(program.steps.map(\.number) == [2, 3])
  }

  @Test func `a fixed number of steps is kept`() async {
    let lengths = Seen<Int>()
    let property = Property("fixed", for: .program(of: QueueMachine(), steps: 20...20)) { lengths.add($0.steps.count) }
    _ = await check(property)
    #expect(Set(lengths.values) == [20])
  }

  @Test func `a failing program replays from its token`() async throws {
    let property = Property("calls", machine: CallMachine(fault: .unclosed))
    let first = await check(property)
    let token = try #require(first.token)
    let again = await check(property, RunSettings(replay: ReplayToken(token.description)))
    #expect(again.counterexample?.text == first.counterexample?.text)
    let found = await check(property, RunSettings(replay: try #require(first.counterexample?.generatedBy)))
    #expect(found.counterexample?.text == first.counterexample?.text)
  }
}
