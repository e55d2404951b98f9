import PropertyTesting
import Testing

@Suite("Cases that are sought")
struct SeekingTests {
  /// Twelve digits, all of which must be right: one of 10^12, a digit better scores one more.
  private static func lock(isSought: Bool) -> Property {
    let secret = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    let codes = Gen<[Int]>.array(of: .int(0...9), count: secret.count)
    guard isSought else { return Property("lock", for: codes) { try require($0 != secret) } }
    return Property("lock", seeking: codes) { code, goal in
      goal.maximise(Double(zip(code, secret).count { $0 == $1 }))
      try require(code != secret)
    }
  }

  @Test func `what chance does not reach is reached by its score, from each of ten seeds`() async throws {
    for seed: UInt64 in 0..<10 {
      #expect(await check(Self.lock(isSought: false), RunSettings(cases: 5_000, seed: seed)).passed)
      let report = await check(Self.lock(isSought: true), RunSettings(cases: 5_000, seed: seed))
      #expect(!report.passed)
      #expect(report.highestScore.map { $0 >= 10 } == true)
    }
  }

  @Test func `equal seeds seek alike, whatever the number of workers, and a token brings the case back`() async {
    let first = await check(Self.lock(isSought: true), RunSettings(cases: 5_000, seed: 3))
    let second = await check(Self.lock(isSought: true), RunSettings(cases: 5_000, seed: 3, workers: 2))
    #expect(first.text() == second.text())
    #expect(first.text().contains("\n  highest score: "))
    let again = await check(Self.lock(isSought: true), RunSettings(replay: first.token))
    #expect(again.counterexample?.value as? [Int] == first.counterexample?.value as? [Int])
  }

  @Test func `a long queue is found and made as short as it gets`() async {
    // Only many arrivals with few departures between them reach 60 at once.
    let steps = Gen<[Bool]>.array(of: .bool, count: 0...200)
    let property = Property("queue", seeking: steps) { arrivals, goal in
      var (length, longest) = (0, 0)
      for arrives in arrivals {
        length = max(0, length + (arrives ? 1 : -1))
        longest = max(longest, length)
      }
      goal.maximise(Double(longest))
      try require(longest < 60)
    }
    let report = await check(property, RunSettings(cases: 3_000))
    #expect(report.counterexample?.value as? [Bool] == Array(repeating: true, count: 60), "\(report.text())")
  }

  @Test func `whatever is sought keeps the generator's rules`() async {
    let even = Gen<[Int]>.array(of: .int(0...50).map { $0 * 2 }, count: 2...5)
    let report = await check(
      Property("even", seeking: even) { numbers, goal in
        goal.maximise(Double(numbers.reduce(0, +)))
        try require((2...5).contains(numbers.count) && numbers.allSatisfy { $0.isMultiple(of: 2) && 0...100 ~= $0 })
      }, RunSettings(cases: 1_000))
    #expect(report.passed && report.cases == 1_000 && report.highestScore == 500, "\(report.text())")
  }

  @Test func `without a score, or with one that is no number, cases come by chance`() async {
    let report = await check(Property("none", seeking: .int(0...9)) { _, goal in goal.maximise(.nan) })
    #expect(report.passed && report.cases == 100 && report.highestScore == nil)
  }
}
