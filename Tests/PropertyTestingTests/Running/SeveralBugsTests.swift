import PropertyTesting
import Testing

@Suite("Several bugs in one run")
struct SeveralBugsTests {
  private struct Short: Error {}

  private static func property(_ seen: Seen<Int> = Seen()) -> Property {
    Property("bugs", for: .array(of: Gen<Int>.int(0...100), count: 0...20)) { list in
      seen.add(list.count)
      if list.count == 1 { throw Short() }
      try require(list.count < 10, "long")
      try require(!list.contains(50), "fifty")
    }
  }

  @Test func `bugs of other origins are found and made small, each once`() async {
    let report = await check(Self.property(), RunSettings(cases: 2_000, seed: 2))
    let all = [report.counterexample].compactMap { $0 } + report.others
    #expect(Set(all.map(\.failure.message)).count == all.count)
    #expect(all.count >= 2)
    for found in all {
      let list = found.value as? [Int] ?? []
      switch found.failure.message {
      case "long": #expect(list == Array(repeating: 0, count: 10))
      case "fifty": #expect(list.contains(50) && list.count == 2)
      default: #expect(list == [0])
      }
      let again = await check(Self.property(), RunSettings(replay: found.token))
      #expect(again.counterexample?.failure == found.failure)
    }
  }

  @Test func `none are sought when none are wanted, and the first bug is the same`() async {
    let alone = await check(Self.property(), RunSettings(cases: 2_000, seed: 2, maximumOthers: 0))
    let among = await check(Self.property(), RunSettings(cases: 2_000, seed: 2))
    #expect(alone.others.isEmpty)
    #expect(alone.token == among.token && alone.cases == among.cases && alone.evaluations == among.evaluations)
  }

  @Test func `at most ten times the cases of the first failure are run for others`() async {
    let seen = Seen<Int>()
    let property = Property("first", for: Gen<Int>.int(0...9)) { number in
      seen.add(number)
      try require(false)
    }
    let report = await check(property, RunSettings(cases: 1_000, maximumShrinkEvaluations: 0))
    #expect(report.others.isEmpty && report.cases == 1)
    #expect(seen.values.count == 11)  // One, once more, nine others.
  }
}
