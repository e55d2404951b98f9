import PropertyTesting
import Synchronization
import Testing

@Suite("The work of shrinking")
struct ShrinkingWorkTests {
  /// What following may cost, and one case more, as it is looked at only between two. A value that a search looks at
  /// costs 16 at least.
  private static let bound = 50_000_000 + 2_000_000

  /// Makes the first value that was ever drawn from it, and no other: no candidate is of any use.
  private static func stubborn<Value: Equatable & Sendable>(_ generator: Gen<Value>) -> Gen<Value> {
    let first = Kept<Value>()
    return generator.compactMap("as it was") { value in first.keep(value) == value ? value : nil }
  }

  private final class Kept<Value: Equatable & Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func keep(_ made: Value) -> Value {
      value.withLock { value in
        if value == nil { value = made }
        return value ?? made
      }
    }
  }

  @Test func `a large case that stays as it is ends after so many choices followed, not so many candidates`() async {
    let tries = Tries()
    // A "one more?", a number and a part for each element.
    let list = Gen<[Int]>.array(of: .int(0...1_000_000), count: 2_400...2_500).map {
      tries.add($0.count * 3, returning: $0)
    }
    let report = await check(
      Property("large", for: Self.stubborn(list)) { _ in try require(false) }, RunSettings(cases: 1))
    #expect(report.counterexample != nil)
    #expect(tries.sum > 10_000_000 && tries.sum < Self.bound)
  }

  @Test func `parts without a choice count as well`() async {
    let tries = Tries()
    let list = zip(Gen<[Int]>.array(of: .just(1), count: 60_000...60_000), .array(of: .int(0...999), count: 400...400))
      .map { tries.add(60_800, returning: $1) }
    let report = await check(
      Property("parts", for: Self.stubborn(list)) { _ in try require(false) },
      RunSettings(cases: 1, maximumShrinkEvaluations: 60))
    #expect(report.counterexample != nil)
    #expect(tries.sum > 1_000_000 && tries.sum < Self.bound)
  }

  @Test func `the values that a search for something distinct looks at count as well`() async {
    let tries = Tries()
    let same = Gen<[Int]>.distinct(
      .int(0...1_000_000).map { tries.add(1, returning: $0) }, by: { _ in 0 }, count: 2...2)
    let searching = gen { source in
      // There is no second one.
      for _ in 0..<20 { _ = try? source.draw(same) }
      return try source.draw(.array(of: .int(0...999), count: 300...300))
    }
    let report = await check(
      Property("probes", for: Self.stubborn(searching)) { _ in try require(false) }, RunSettings(cases: 1))
    #expect(report.counterexample != nil)
    #expect(tries.sum > 1_000_000 && tries.sum < Self.bound / 12)
  }

  @Test func `elements of several numbers give one of them to a neighbour`() async {
    // As in bound5-long: sums wrap, so that only -1 and the least number are left.
    let element = zip(Gen<Int>.int(0...9), Gen<Int16>.any)
    let list = Gen<[(Int, Int16)]>.array(of: element, count: 0...10).filter("below 256") { Self.sum($0) < 256 }
    for seed in UInt64(0)..<20 {
      let lists = await minimal(.array(of: list, count: 5...5), cases: 20_000, seed: seed) { lists in
        Self.sum(lists.flatMap { $0 }) < 5 * 256
      }
      #expect(lists?.map { $0.map(\.0) } == [[], [], [], [0], [0]], "seed \(seed)")
      #expect(lists?.map { $0.map(\.1) } == [[], [], [], [-1], [-32_768]], "seed \(seed)")
    }
  }

  private static func sum(_ list: [(Int, Int16)]) -> Int16 { list.reduce(0) { $0 &+ $1.1 } }
}
