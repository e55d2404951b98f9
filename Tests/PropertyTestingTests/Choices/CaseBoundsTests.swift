import PropertyTesting
import Testing

@Suite("The bounds of a case")
struct CaseBoundsTests {
  private static func isTooLarge(_ report: Report) -> Bool {
    guard case .nothingRan(let reason) = report.outcome else { return false }
    return reason.contains("8192 choices")
  }

  @Test func `a case of too many parts is one of too many choices, though it makes none`() async {
    let longList = Gen<[Int]>.array(of: .just(7), count: 70_000...70_000)
    let few = RunSettings(cases: 2)
    #expect(Self.isTooLarge(await check(Property("parts", for: longList) { _ in Issue.record("the body ran") }, few)))
    let longLoop = gen { source in
      for _ in 0..<70_000 { _ = try source.draw(zip(Gen<Int>.just(1), .just(2))) }
      return 0
    }
    #expect(Self.isTooLarge(await check(Property("loop", for: longLoop) { _ in Issue.record("the body ran") }, few)))
    let many = await drawn(.array(of: .just(7), count: 60_000...60_000), cases: 3)
    #expect(many.allSatisfy { $0.count == 60_000 })
  }

  @Test func `searches for what is distinct have one bound for the whole case`() async {
    let tries = Tries()
    // No list finds a second element, and each looks for one as long as it may.
    let same = Gen<[Int]>.distinct(.int(0...1_000_000).map { tries.add(1, returning: $0) }, by: { _ in 0 })
    let report = await check(
      Property("same", for: .array(of: same, count: 1_500...1_500)) { _ in }, RunSettings(cases: 1))
    #expect(report.passed)
    #expect(tries.sum < 1_200_000)
  }
}

@Suite("A discard that a generator catches")
struct CaughtDiscardTests {
  /// Discarded after some parts were begun.
  private static let never = gen { source -> Int in
    let pair = zip(Gen<Int>.int(0...9), Gen<Int>.int(0...9).filter("never") { _ in false })
    return try source.draw(.array(of: pair, count: 1...3)).count
  }

  @Test func `what is drawn after it shrinks as without it`() async {
    // Only with a row and a column less at once, each cell in its place, does it become smaller.
    let square = gen { source in
      _ = try? source.draw(Self.never)
      let side = try source.draw(.int(1...6))
      var rows: [[Int]] = []
      for _ in 0..<side { rows.append(try source.draw(.array(of: .int(0...100), count: side...side))) }
      return rows
    }
    for seed in UInt64(0)..<20 {
      let smallest = await minimal(square, seed: seed) { rows in !rows.indices.contains { rows[$0][$0] > 50 } }
      #expect(smallest == [[51]], "seed \(seed)")
    }
  }

  @Test func `a case with one in it replays`() async throws {
    let generator = gen { source in
      _ = try? source.draw(Self.never)
      return try source.draw(.set(of: .int(0...9), count: 3...6))
    }
    for seed in UInt64(0)..<20 {
      let property = Property("stumbles", for: generator) { try require($0.count < 4) }
      let report = await check(property, RunSettings(seed: seed))
      let token = try #require(report.token)
      #expect(report.counterexample?.value as? Set<Int> == [0, 1, 2, 3], "seed \(seed)")
      #expect(await check(property, RunSettings(replay: token)).counterexample?.value as? Set<Int> == [0, 1, 2, 3])
    }
  }
}
