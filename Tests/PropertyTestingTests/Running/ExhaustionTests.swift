import PropertyTesting
import Testing

@Suite("Running all cases there are")
struct ExhaustionTests {
  private static let settings = RunSettings(exhaustion: .whenSmall)

  @Test func `every case there is runs once, and that is all`() async {
    let pairs = Seen<String>()
    let report = await check(
      Property("pairs", for: zip(.int(-2...2), .bool, .optional(.element(of: ["a", "b"])))) { number, flag, text in
        pairs.add("\(number) \(flag) \(text ?? "-")")
      }, Self.settings)
    #expect(pairs.values.count == 5 * 2 * 3 && Set(pairs.values).count == 30)
    #expect(report.passed && report.allCases == 30 && report.cases == 30)
    #expect(report.text() == "Property \"pairs\": held in all 30 cases there are")
  }

  @Test func `lists and trees are enumerated to their last element`() async {
    let lists = Seen<[Bool]>()
    _ = await check(Property("lists", for: .array(of: .bool, count: 0...4)) { lists.add($0) }, Self.settings)
    #expect(lists.values.count == 31 && Set(lists.values).count == 31)
    let texts = Seen<String>()
    _ = await check(Property("texts", for: .string(matching: "(a|b[01]?)c?")) { texts.add($0) }, Self.settings)
    #expect(Set(texts.values) == ["a", "ac", "b", "bc", "b0", "b1", "b0c", "b1c"] && texts.values.count == 8)
  }

  @Test func `a failure that chance rarely meets is certain, made small, and replays`() async throws {
    let property = Property("codes", for: .array(of: .int(0...9), count: 3)) { code in
      try require(code != [9, 9, 7] && code != [9, 9, 9])
    }
    let report = await check(property, RunSettings(cases: 1_000, exhaustion: .whenSmall))
    let found = try #require(report.counterexample)
    #expect(found.value as? [Int] == [9, 9, 7])
    #expect(found.generatedBy == nil)
    let again = await check(property, RunSettings(replay: found.token))
    #expect(again.counterexample?.value as? [Int] == [9, 9, 7])
  }

  @Test func `with more cases than demanded chance draws as ever`() async {
    for generator in [Gen<Int>.int(0...100), .int(0...1_000_000), Gen<[Int]>.array(of: .int(0...9)).map(\.count)] {
      let (all, some) = (Seen<Int>(), Seen<Int>())
      let report = await check(Property("many", for: generator) { all.add($0) }, Self.settings)
      _ = await check(Property("many", for: generator) { some.add($0) })
      #expect(report.allCases == nil && report.cases == 100)
      #expect(all.values == some.values)
    }
    #expect(await check(Property("just so many", for: .int(1...100)) { _ in }, Self.settings).allCases == 100)
  }

  @Test func `what is discarded is no case, and nothing but discards is no pass`() async {
    let even = Gen<Int>.int(0...9).filter("even") { $0.isMultiple(of: 2) }
    let report = await check(Property("even", for: even) { try require($0.isMultiple(of: 2)) }, Self.settings)
    #expect(report.passed)
    let none = await check(Property("none", for: .bool) { _ in throw Discard("never") }, Self.settings)
    #expect(!none.passed)
  }

  @Test func `demanded shares are still those of chance`() async {
    let property = Property(
      "shares", for: .weighted([(1, .just(0)), (9, .just(1))]),
      classifying: [.cover("one", atLeast: 80) { $0 == 1 }]
    ) { (_: Int) in }
    let report = await check(property, Self.settings)
    #expect(report.passed && report.allCases == 2, "\(report.text())")
  }

  @Test func `a case that never ends is told with its token`() async {
    let report = await check(
      Property("stuck", for: .int(0...3)) { number in
        if number == 2 { try await Task.sleep(for: .seconds(3_600)) }
      }, RunSettings(exhaustion: .whenSmall, caseLimit: .milliseconds(50)))
    guard case .hung(let found) = report.outcome else {
      Issue.record("\(report.text())")
      return
    }
    #expect(found.value as? Int == 2 && found.token != nil)
  }
}
