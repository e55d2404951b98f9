import PropertyTesting
import Testing

@Suite("Shrinking")
struct ShrinkingTests {
  @Test func `what is optional shrinks to nothing, and what follows it stays`() async {
    let generator = gen { source in
      (
        try source.draw(.optional(.array(of: .int(0...99)))), try source.draw(.unicode(0...9)),
        try source.draw(.int(0...1_000))
      )
    }
    let report = await check(Property("optional", for: generator) { _, _, last in try require(last < 321) })
    let value = report.counterexample?.value as? ([Int]?, String, Int)
    #expect(value?.0 == nil && value?.1.isEmpty == true && value?.2 == 321)
  }

  @Test func `a mapped and filtered value shrinks within its rules`() async {
    let even = Gen<Int>.int(0...100_000).filter("even") { $0.isMultiple(of: 2) }.map { "\($0)" }
    let report = await check(Property("even", for: even) { try require((Int($0) ?? 0) < 1_001) })
    #expect(report.counterexample?.value as? String == "1002")
  }

  @Test func `references by position survive the loss of an element`() async {
    // Pairs of a queue's entries and an index into them: only entry 7's reference matters.
    let generator = Gen<Int>.int(1...9).flatMap { length in
      zip(.array(of: .int(0...9), count: length...length), .int(0...(length - 1)))
    }
    let property = Property("reference", for: generator) { list, index in try require(list[index] != 7) }
    let report = await check(property, RunSettings(cases: 1_000))
    let value = report.counterexample?.value as? ([Int], Int)
    #expect(value?.0 == [7] && value?.1 == 0)
  }

  @Test func `text shrinks to its simplest letters`() async {
    let report = await check(
      Property("text", for: .unicode(0...20)) { try require($0.unicodeScalars.count < 3) })
    #expect(report.counterexample?.value as? String == "aaa")
  }

  @Test func `another error than the one found is another bug`() async {
    struct Odd: Error {}
    let property = Property("two bugs", for: Gen<Int>.int(0...1_000_000)) { number in
      try require(number < 1_000)
      if number == 3 { throw Odd() }
    }
    let report = await check(property)
    #expect(report.counterexample?.value as? Int == 1_000)
  }

  @Test func `without evaluations a case stays as it was found`() async {
    let property = Property("large", for: Gen<Int>.any) { try require($0 < 1_000) }
    let report = await check(property, RunSettings(maximumShrinkEvaluations: 0))
    let value = report.counterexample?.value as? Int
    #expect((value ?? 0) > 1_000)
    #expect(report.evaluations == 0)
  }
}
