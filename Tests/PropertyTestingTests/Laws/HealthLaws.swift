import PropertyTesting
import Testing

@Suite("Laws of health")
struct HealthLaws {
  @Test func `a run in which nothing is a case never passes, whatever is demanded`() async {
    let law = Property("nothing", for: zip(.recipe, .int(-1...50), .int(0...20), .int(0...3))) {
      recipe, cases, ratio, way in
      let ran = Seen<Int>()
      let body: @Sendable (Thing) throws -> Void = { _ in
        ran.add(1)
        if way == 0 { throw Discard("always") }
      }
      let generator: Gen<Thing> =
        switch way {
        case 1: recipe.generator.filter("never") { _ in false }
        case 2:
          gen { source in
            _ = try source.draw(.array(of: .bool, count: ChoiceSource.maximumChoices + 1))
            return .nothing
          }
        default: recipe.generator
        }
      let demanded = way == 3 ? min(cases, 0) : cases
      let property = Property("none", for: generator, body)
      let report = await check(property, RunSettings(cases: demanded, maximumDiscardRatio: ratio, caseLimit: nil))
      try require(!report.passed && report.cases == 0)
      try require(way == 0 || ran.values.isEmpty, "the body ran")
      try require(report.failureText()?.isEmpty == false)
    }
    await expectLaw(law, cases: 200)
  }

  @Test func `what passes has run as many cases as demanded`() async {
    let law = Property("as many", for: zip(.recipe, .int(1...120), Gen<UInt64>.any)) { recipe, cases, seed in
      let held = Seen<Int>()
      let property = Property("some", for: recipe.generator) { thing in
        if thing.hash >> 20 % 4 == 0 { throw Discard("one of four") }
        held.add(1)
      }
      let report = await check(property, RunSettings(cases: cases, seed: seed, caseLimit: nil))
      try requireEqual(report.cases, held.values.count)
      if report.passed { try requireEqual(report.cases, cases) }
    }
    await expectLaw(law, cases: 150)
  }

  @Test func `a body that fails at certain calls only, whatever it is given, is flaky`() async {
    let found = Seen<Int>()
    let law = Property("flaky", for: zip(.recipe, .int(0...30), .int(1...6), .element(of: [0, 100]))) {
      recipe, first, count, budget in
      let calls = Seen<Int>()
      let property = Property("by turns", for: recipe.generator) { _ in
        if (first..<(first + count)).contains(calls.add(0)) { throw FirstBug() }
      }
      let settings = RunSettings(
        cases: 40, seed: UInt64(first), maximumShrinkEvaluations: budget, caseLimit: nil, maximumOthers: 0)
      let report = await check(property, settings)
      switch report.outcome {
      // All cases may have been discarded, or shrinking have ended while the body still failed.
      case .flaky: found.add(1)
      case .gaveUp: try requireEqual(calls.values.count < first + 40, true)
      case .falsified: try requireAtMost(calls.values.count, first + count)
      default: throw RequirementFailure("\(report.outcome)", fileID: #fileID, line: #line)
      }
    }
    await expectLaw(law, cases: 300)
    #expect(found.values.count > 50)
  }
}
