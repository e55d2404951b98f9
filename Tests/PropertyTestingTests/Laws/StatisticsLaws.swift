import PropertyTesting
import Testing

/// Statistics with fixed seeds: each bound is passed by chance in less than one of 10,000 sets of seeds, and a set that
/// passes once passes for ever.
@Suite("Laws of chance")
struct StatisticsLaws {
  private static let draws = 10_000

  private func counts<Value: Hashable & Sendable>(_ generator: Gen<Value>, seed: UInt64 = 8) async -> [Value: Int] {
    let seen = Seen<Value>()
    let property = Property("drawn", for: generator) { seen.add($0) }
    _ = await check(property, RunSettings(cases: Self.draws, seed: seed, caseLimit: nil))
    return seen.values.reduce(into: [:]) { $0[$1, default: 0] += 1 }
  }

  /// Pearson's sum over what was expected, against the bound that chance passes once in 10,000 times, by the formula of
  /// Wilson and Hilferty, 1931.
  private func requireShares<Value: Hashable>(_ counts: [Value: Int], _ expected: [(Value, Double)]) throws {
    let total = Double(counts.values.reduce(0, +))
    var sum = 0.0
    for (value, share) in expected {
      let difference = Double(counts[value] ?? 0) - share * total
      sum += difference * difference / (share * total)
    }
    try requireEqual(Set(counts.keys).isSubset(of: expected.map(\.0)), true, "nothing else comes")
    let free = Double(expected.count - 1)
    let root = 1 - 2 / (9 * free) + 3.719 * (2 / (9 * free)).squareRoot()
    try requireAtMost(sum, free * root * root * root)
  }

  private func requireEven<Value: Hashable>(_ counts: [Value: Int], _ values: [Value]) throws {
    try requireShares(counts, values.map { ($0, 1 / Double(values.count)) })
  }

  @Test func `what is drawn evenly comes evenly`() async throws {
    for seed in UInt64(0)..<3 {
      try requireEven(await counts(.int(0...9), seed: seed), Array(0...9))
      try requireEven(await counts(.int(-7 ... -5), seed: seed), Array(-7 ... -5))
      try requireEven(await counts(.element(of: Array(0..<40)), seed: seed), Array(0..<40))
      try requireEven(await counts(.oneOf((0..<7).map { .just($0) }), seed: seed), Array(0..<7))
      try requireEven(await counts(.bool, seed: seed), [false, true])
    }
  }

  @Test func `weights, chances and the rare side of optionals come in their shares`() async throws {
    for seed in UInt64(0)..<3 {
      let weighted = await counts(.weighted([(1, .just(0)), (0, .just(1)), (3, .just(2)), (6, .just(3))]), seed: seed)
      try requireShares(weighted, [(0, 0.1), (2, 0.3), (3, 0.6)])
      try requireShares(await counts(.bool(probability: 0.03), seed: seed), [(true, 0.03), (false, 0.97)])
      let optional = await counts(Gen<Int?>.optional(.just(1)), seed: seed)
      try requireShares(optional, [(nil, 0.25), (1, 0.75)])
    }
  }

  @Test func `all orders of four come evenly, and all subsets of five`() async throws {
    let orders = await counts(.permutation(of: [0, 1, 2, 3]))
    #expect(orders.count == 24)
    try requireEven(orders, Array(orders.keys))
    let subsets = await counts(.subset(of: [0, 1, 2, 3, 4]))
    #expect(subsets.count == 32)
    try requireEven(subsets, Array(subsets.keys))
  }

  @Test func `ends, target and their neighbours come far more often than evenly, in any wide range`() async {
    let law = Property("edges", for: Gen<ClosedRange<Int>>.closedRange(within: -100_000...100_000)) { range in
      if range.count < 2_000 { throw Discard("a wide range") }
      let counts = await counts(.int(range))
      let target = min(max(0, range.lowerBound), range.upperBound)
      // One of 85 draws is each edge's own, the lower neighbours' one of 85 as well; evenly it would be one of thousands.
      let edges = [range.lowerBound, range.lowerBound + 1, range.upperBound - 1, range.upperBound, target]
      for edge in edges { try requireAtLeast(counts[edge, default: 0], Self.draws / 150, "\(edge) of \(range)") }
      try requireEqual(counts.keys.allSatisfy(range.contains), true)
      // The greatest is the edge that off-by-one faults live on: it has two shares.
      try requireAtLeast(counts[range.upperBound, default: 0], Self.draws / 65)
    }
    await expectLaw(law, cases: 30)
  }

  @Test func `the upper part of a range is drawn as well as the lower one`() async throws {
    let quarters = await counts(Gen<Int>.int(0...999_999).map { $0 / 250_000 })
    for quarter in 1...3 { #expect(quarters[quarter, default: 0] > Self.draws / 16) }
    let reals = await counts(Gen<Double>.double(in: 1...5).map { Int(min($0, 4.99)) })
    for whole in 1...4 { #expect(reals[whole, default: 0] > Self.draws / 20) }
  }

  @Test func `lists come as short and as long as they may, and of every length between`() async {
    let law = Property("lengths", for: Gen<ClosedRange<Int>>.closedRange(within: 0...20)) { range in
      let lengths = await counts(Gen<[Bool]>.array(of: .bool, count: range).map(\.count))
      try requireEqual(Set(lengths.keys), Set(range))
      try requireAtLeast(lengths[range.lowerBound, default: 0], Self.draws / 25)
      try requireAtLeast(lengths[range.upperBound, default: 0], Self.draws / 50)
    }
    await expectLaw(law, cases: 20)
  }

  // MARK: - Coverage

  /// A label that comes in `share` of 20 cases, with a demand in percent.
  private func covered(_ share: Int, atLeast percent: Double, seed: UInt64, most: Int = 100_000) async -> Report {
    let property = Property(
      "covered", for: Gen<Int>.element(of: Array(0..<20)),
      classifying: [.cover("it", atLeast: percent) { $0 < share }]
    ) { _ in }
    return await check(
      property, RunSettings(cases: 50, seed: seed, maximumCoverageSamples: most, caseLimit: nil))
  }

  @Test func `a demand of the true share, or of less, is never missed`() async {
    let law = Property("no false alarm", for: zip(.int(1...20), .int(0...50), Gen<UInt64>.any)) { share, less, seed in
      let percent = Double(share) * 5 * (1 - Double(less) / 100)
      let report = await covered(share, atLeast: percent, seed: seed, most: 5_000)
      try require(report.passed, "\(report.coverage)")
    }
    await expectLaw(law, cases: 1_000)
  }

  @Test func `a share of four fifths of the demand or less is always missed`() async {
    let law = Property("power", for: zip(.int(0...16), .int(0...60), Gen<UInt64>.any)) { share, more, seed in
      let percent = min(100, max(5, Double(share) * 5) * (1.25 + Double(more) / 100))
      guard case .coverageMissed = await covered(share, atLeast: percent, seed: seed).outcome else {
        throw RequirementFailure("met", fileID: #fileID, line: #line)
      }
    }
    await expectLaw(law, cases: 300)
  }

  @Test func `a share comfortably over the demand is met without a warning`() async {
    let law = Property("met", for: zip(.int(2...20), Gen<UInt64>.any)) { share, seed in
      let report = await covered(share, atLeast: Double(share) * 4, seed: seed)
      try require(report.passed && report.warnings.isEmpty, "\(report.warnings)")
    }
    await expectLaw(law, cases: 200)
  }

  @Test func `values drawn for coverage are those of the cases that a longer run would have`() async {
    let law = Property("fresh", for: zip(.int(1...15), Gen<UInt64>.any)) { share, seed in
      let report = await covered(share, atLeast: Double(share) * 5, seed: seed, most: 400)
      let samples = try requireSome(report.coverage.first)
      let held = Seen<Bool>()
      let longer = Property("covered", for: Gen<Int>.element(of: Array(0..<20))) { held.add($0 < share) }
      _ = await check(longer, RunSettings(cases: samples.samples, seed: seed, caseLimit: nil))
      try requireEqual(samples.hits, held.values.count { $0 })
    }
    await expectLaw(law, cases: 100)
  }

  @Test func `the counts of labels and of demands are those of the cases that held`() async {
    let law = Property("counts", for: zip(.int(1...9), .int(1...9), Gen<UInt64>.any)) { low, discarded, seed in
      let held = Seen<Int>()
      let property = Property(
        "counted", for: Gen<Int>.int(0...9),
        classifying: [.cover("low", atLeast: 0.001) { $0 < low }, .label("odd") { $0 % 2 == 1 }]
      ) { number in
        if number == discarded { throw Discard("one of ten") }
        held.add(number)
      }
      let report = await check(property, RunSettings(seed: seed, maximumCoverageSamples: 1, caseLimit: nil))
      try requireEqual(held.values.count, report.cases)
      try requireEqual(report.coverage[0].samples, report.cases)
      try requireEqual(report.coverage[0].hits, held.values.count { $0 < low })
      let odd = report.labels.first { $0.label == "odd" }
      try requireEqual(odd?.count ?? 0, held.values.count { $0 % 2 == 1 })
    }
    await expectLaw(law, cases: 100)
  }
}
