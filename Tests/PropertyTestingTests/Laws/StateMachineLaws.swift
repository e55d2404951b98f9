import PropertyTesting
import Testing

@Suite("Laws of state machines")
struct StateMachineLaws {
  /// Fails for programs by chance, or by what is in them.
  private static func fails(_ program: Program<StockMachine>, _ way: Int) -> Bool {
    switch way {
    case 0: Hashing.of("\(program.steps.map(\.command))") >> 9 % 3 == 0
    case 1: program.steps.contains { $0.command == .fire }
    case 2: program.steps.count { if case .take = $0.command { true } else { false } } >= 2
    default: program.steps.count >= 6
    }
  }

  @Test func `every program that runs is valid, while programs are made and while they are made smaller`() async {
    let law = Property("valid", for: zip(.int(0...3), Gen<UInt64>.any(in: 0...10_000))) { way, seed in
      let problems = Seen<String>()
      let property = Property("programs", for: .program(of: StockMachine())) { program in
        if let problem = StockMachine.problem(program.steps) { problems.add("\(problem)\n\(program.reportText)") }
        if Self.fails(program, way) { throw FirstBug() }
      }
      let settings = RunSettings(
        cases: 40, seed: seed, maximumShrinkEvaluations: 300, caseLimit: nil, maximumOthers: 0)
      let report = await check(property, settings)
      try requireEqual(problems.values.first, nil)
      guard let shrunk = report.counterexample?.value as? Program<StockMachine> else { return }
      try require(Self.fails(shrunk, way))
      var asFound = settings
      asFound.maximumShrinkEvaluations = 0
      let found = await check(property, asFound).counterexample?.value as? Program<StockMachine>
      try requireAtMost(shrunk.steps.count, found?.steps.count ?? 0)
    }
    await expectLaw(law, cases: 150)
  }

  @Test func `a program with any commands deleted is a program again`() async {
    let law = Property(
      "deletion", for: zip(.program(of: CallMachine()), Gen<[Bool]>.array(of: .bool, count: 50))
    ) { program, kept in
      let commands = zip(program.steps, kept).filter(\.1).map(\.0.command)
      let fewer = Program(commands, of: CallMachine())
      var model = CallMachine().initialModel
      for step in fewer.steps {
        try require(CallMachine().allows(step.command, in: model), "\(step)")
        _ = CallMachine().apply(step.command, to: &model)
      }
      try await fewer.run()
    }
    await expectLaw(law, cases: 500)
  }

  @Test func `a system that forgets is found and told by a few steps, whatever the seed`() async {
    let fewest = Seen<Int>()
    let law = Property("fewest", for: Gen<UInt64>.any(in: 0...10_000)) { seed in
      let report = await check(
        Property("stock", machine: StockMachine(forgets: 3)), RunSettings(seed: seed, caseLimit: nil))
      let program = try requireSome(report.counterexample?.value as? Program<StockMachine>)
      // Two puts whose sum is 3 are a corner out of which not every seed finds.
      try requireAtMost(program.steps.count, 4, program.reportText)
      if program.steps.map(\.command) == [.open(1), .put(1, 3), .close(1)] { fewest.add(1) }
    }
    await expectLaw(law, cases: 60)
    #expect(fewest.values.count > 20, "\(fewest.values.count) of 60")
  }
}
