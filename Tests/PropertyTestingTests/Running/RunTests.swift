import PropertyTesting
import Testing

@Suite("A run")
struct RunTests {
  @Test func `a law that holds passes after as many cases as demanded`() async {
    let report = await check(Property(1, "True", for: Gen<Int>.any) { _ in }, RunSettings(cases: 321))
    #expect(report.passed && report.cases == 321 && report.discards == 0 && report.failureText() == nil)
  }

  @Test func `equal seeds give equal cases, other seeds others`() async {
    func cases(_ seed: UInt64) async -> [[Int]] {
      let seen = Seen<[Int]>()
      _ = await check(Property("same", for: .array(of: Gen<Int>.any)) { seen.add($0) }, RunSettings(seed: seed))
      return seen.values
    }
    let first = await cases(1)
    #expect(first.count == 100)
    #expect(await cases(1) == first)
    #expect(await cases(2) != first)
  }

  @Test func `the cases of a seed are the same on every machine`() async {
    let seen = Seen<Int>()
    _ = await check(Property("golden", for: .int(-1_000...1_000)) { seen.add($0) }, RunSettings(cases: 8, seed: 42))
    #expect(seen.values == [1, 3, 0, 1, -4, -991, -999, -470])
  }

  @Test func `a body may wait`() async {
    let property = Property("async", for: Gen<Int>.int(0...1_000)) { number in
      await Task.yield()
      try require(number < 50)
    }
    #expect(await check(property).counterexample?.value as? Int == 50)
  }

  @Test func `examples come first, in order, and are reported as they are`() async {
    let seen = Seen<Int>()
    let property = Property("examples", for: Gen<Int>.int(0...9), examples: [70, 80, 90]) { number in
      seen.add(number)
      try require(number != 80)
    }
    let report = await check(property)
    #expect(seen.values == [70, 80, 80])  // The failing one once more, as it might be flaky.
    #expect(report.counterexample?.origin == .example(1))
    #expect(report.counterexample?.value as? Int == 80)
    #expect(report.token == nil)
  }

  @Test func `discarded cases are counted and made up for`() async {
    let property = Property("discards", for: Gen<Int>.int(0...99)) { number in
      guard number.isMultiple(of: 2) else { throw Discard("even") }
    }
    let report = await check(property)
    #expect(report.passed && report.cases == 100 && report.discards > 20)
  }

  @Test func `a filter that nothing meets gives up`() async {
    let report = await check(Property("nothing", for: Gen<Int>.any.filter("never") { _ in false }) { _ in })
    guard case .gaveUp(let discards) = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
    #expect(discards == 1_001)
    #expect(report.discardReasons.map(\.label) == ["never"])
    #expect(report.failureText()?.contains("never  1001  100.0 %") == true)
    #expect(report.cases == 0)
  }

  @Test func `a body that fails by turns is flaky`() async {
    let seen = Seen<Int>()
    let property = Property("flaky", for: Gen<Int>.int(0...9)) { number in
      let before = seen.add(number)
      try require(before != 20)
    }
    let report = await check(property)
    guard case .flaky(let found) = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
    #expect(found.value as? Int == seen.values[20])
    #expect(!report.passed)
  }

  @Test func `a body that stops failing in the midst of shrinking is flaky`() async {
    let failures = Seen<[Int]>()
    let property = Property("tired", for: .array(of: Gen<Int>.any)) { list in
      guard list.count >= 5 else { return }
      try require(failures.add(list) >= 2)
    }
    let report = await check(property)
    guard case .flaky = report.outcome else {
      Issue.record("\(report.outcome)")
      return
    }
  }

  @Test func `an example that fails by turns is flaky`() async {
    let seen = Seen<Int>()
    let property = Property("flaky", for: Gen<Int>.int(0...9), examples: [5]) { number in
      try require(seen.add(number) > 0)
    }
    guard case .flaky(let found) = await check(property).outcome else {
      Issue.record("not flaky")
      return
    }
    #expect(found.origin == .example(0) && found.value as? Int == 5)
  }

  @Test func `a failure that does not come again is flaky even when nothing is shrunk`() async {
    let seen = Seen<Int>()
    let property = Property("flaky", for: Gen<Int>.int(0...9)) { try require(seen.add($0) != 3) }
    guard case .flaky = await check(property, RunSettings(maximumShrinkEvaluations: 0)).outcome else {
      Issue.record("not flaky")
      return
    }
  }

  @Test func `ten cases are enough to reach the largest size`() async {
    let longest = Seen<Int>()
    for seed in UInt64(0)..<60 {
      _ = await check(
        Property("sizes", for: .array(of: Gen<Int>.any, count: 0...50)) { longest.add($0.count) },
        RunSettings(cases: 10, seed: seed))
    }
    #expect(longest.values.max() == 50)
    #expect(longest.values.enumerated().filter { $0.offset % 10 == 0 }.map(\.element).max() ?? 99 <= 5)
  }

  @Test func `a clock that is given times the run`() async {
    let ticks = Seen<Int>()
    let settings = RunSettings(cases: 1, now: { .seconds(10 * ticks.add(0)) })
    #expect(await check(Property("timed", for: .just(1)) { _ in }, settings).elapsed == .seconds(10))
    #expect(await check(Property("untimed", for: .just(1)) { _ in }).elapsed == nil)
  }
}
