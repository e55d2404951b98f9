import PropertyTesting
import Testing

@Suite("Generators of collections")
struct CollectionGeneratorTests {
  enum Season: CaseIterable, Sendable { case spring, summer, autumn, winter }

  @Test func `sets have the sizes demanded, to the last value there is`() async {
    #expect(Set(await drawn(.set(of: .int(0...9), count: 10...10)).map(\.count)) == [10])
    #expect(Set(await drawn(.set(of: .int(-500...500), count: 3...7)).map(\.count)) == Set(3...7))
    #expect(Set(await drawn(.set(of: .bool)).map(\.count)) == [0, 1, 2])
    #expect(
      Set(await drawn(.set(of: zip(.bool, .int(0...2)).map { [$0 ? 1 : 0, $1] }, count: 6...6)).map(\.count)) == [6])
    #expect(Set(await drawn(.set(of: .string(alphabet: "ab", count: 0...2), count: 7...7)).map(\.count)) == [7])
    #expect(await drawn(.set(of: .double(in: 0...0.001), count: 30...30), cases: 100).allSatisfy { $0.count == 30 })
    #expect(await shrinking(.set(of: .int(0...20), count: 2...6)).allSatisfy { (2...6).contains($0.count) })
  }

  @Test func `what differs shrinks to the simplest that do`() async {
    #expect(await minimal(.set(of: .int(0...9), count: 3...6)) == [0, 1, 2])
    #expect(await minimal(.distinct(.int(-9...9), count: 3...6)) == [0, 1, -1])
    #expect(await minimal(.distinct(.string(alphabet: "ab"), count: 2...4)) == ["", "a"])
    #expect(await minimal(.distinct(.int(0...99), by: { $0 / 10 }, count: 2...9)) == [0, 10])
    #expect(await minimal(.dictionary(keys: .int(0...9), values: .bool, count: 2...5)) == [0: false, 1: false])
    #expect(await minimal(.set(of: .int(0...99))) { !$0.contains { $0 > 50 } } == [51])
  }

  @Test func `a set that cannot be made is discarded and named`() async {
    let report = await check(Property("none", for: .set(of: .bool, count: 3...3)) { _ in })
    #expect(report.failureText()?.contains("3 different elements") == true)
  }

  @Test func `sets are the same in two runs`() async {
    let generator = Gen<Set<String>>.set(of: .string(alphabet: "abc", count: 0...2), count: 5...9)
    let first = await drawn(generator, seed: 3)
    #expect(await drawn(generator, seed: 3) == first)
    #expect(await drawn(generator, seed: 4) != first)
  }

  @Test func `dictionaries have as many keys as demanded`() async {
    let values = await drawn(.dictionary(keys: .int(0...5), values: .int(0...9), count: 4...6))
    #expect(Set(values.map(\.count)) == [4, 5, 6])
  }

  @Test func `lists of exact length, sorted, and of parts`() async {
    #expect(await drawn(.array(of: .bool, count: 4)).allSatisfy { $0.count == 4 })
    #expect(await drawn(.sortedArray(of: Gen<Int>.any)).allSatisfy { $0 == $0.sorted() })
    let parts = await drawn(.parts(of: 100, count: 5)) + shrinking(.parts(of: 100, count: 5))
    #expect(parts.allSatisfy { $0.count == 5 && $0.reduce(0, +) == 100 && $0.allSatisfy { $0 >= 0 } })
  }

  @Test func `subsequences keep their order and count`() async {
    let values = Array(1...6)
    let some = await drawn(.subsequence(of: values, count: 2...4)) + shrinking(.subsequence(of: values, count: 2...4))
    #expect(some.allSatisfy { (2...4).contains($0.count) && $0 == $0.sorted() && Set($0).count == $0.count })
    #expect(Set(some.flatMap { $0 }) == Set(values))
    #expect(await drawn(.subsequence(of: values, count: 6...9)).allSatisfy { $0 == values })
    let slices = await drawn(.slice(of: values))
    #expect(slices.allSatisfy { $0.isEmpty || $0 == Array($0[0]...($0[0] + $0.count - 1)) })
    #expect(Set(slices).count == 22)
  }

  @Test func `large buffers cost few choices`() async {
    let buffers = await drawn(.largeBytes(0...1_000_000), cases: 200)
    #expect(buffers.contains { $0.count >= 100_000 } && buffers.contains { $0.isEmpty })
    #expect(buffers.contains { Set($0).count > 200 })
    let seven = await minimal(.largeBytes(0...100_000)) { !$0.contains(7) }
    #expect(seven.map { (1...8).contains($0.count) } == true)
    #expect(await minimal(.largeBytes(0...100_000)) { $0.count < 5_000 } == Array(repeating: 0, count: 5_000))
  }

  @Test func `cases, results and ranges`() async {
    #expect(Set(await drawn(.cases(of: Season.self))) == Set(Season.allCases))
    #expect(await minimal(.anyCase) { $0 != Season.autumn } == .autumn)
    let results = await drawn(Gen<Result<Int, Discard>>.result(.int(0...9), failure: .just(Discard("no"))))
    #expect((150...350).contains(results.filter { if case .failure = $0 { true } else { false } }.count))
    let ranges = await drawn(.range(within: UInt8(3)...9)) + shrinking(.range(within: 3...9))
    #expect(ranges.allSatisfy { 3 <= $0.lowerBound && $0.upperBound <= 9 } && ranges.contains { $0.isEmpty })
    #expect(await minimal(.closedRange(within: -9...9)) { $0.count < 4 } == 0...3)
  }

  @Test func `trees share a budget of branches and use it`() async {
    let trees = Gen<[Int]>.recursive(depth: 20, nodes: 30, leaf: .just([])) { smaller in
      zip(smaller, smaller, smaller).map { [1] + $0 + $1 + $2 }
    }
    let counts = await drawn(trees).map(\.count)
    #expect(counts.max() == 30 && counts.min() == 0)
    #expect(counts.filter { $0 > 10 }.count > 200)
    #expect(await minimal(trees) { $0.count < 7 }?.count == 7)
    #expect(await shrinking(trees).allSatisfy { $0.count <= 30 })
  }

  @Test func `what depends on the size replays and shrinks`() async throws {
    let generator = Gen<[Int]>.sized { .array(of: .int(0...size($0)), count: $0 / 10 + 1) }
    #expect(Set(await drawn(generator).map(\.count)).count > 8)
    #expect(await minimal(generator) { $0.count < 5 } == [0, 0, 0, 0, 0])
    let property = Property("sized", for: generator) { try require($0.count < 3) }
    let token = try #require(await check(property, RunSettings(maximumShrinkEvaluations: 0)).token)
    #expect(await check(property, RunSettings(replay: token)).counterexample != nil)
    #expect(await drawn(Gen<[Int]>.array(of: .any, count: 0...100).resize(10)).allSatisfy { $0.count <= 10 })
  }

  private func size(_ size: Int) -> Int { size }

  @Test func `what refers to itself is made when drawn, and what maps to nothing is tried again`() async {
    let even = Gen<Int>.int(0...99).compactMap("even") { $0.isMultiple(of: 2) ? "\($0)" : nil }
    #expect(await minimal(even) { ($0.count) < 2 } == "10")
    #expect(await drawn(.lazy { .int(0...3) }).allSatisfy { (0...3).contains($0) })
  }
}

@Suite("What is distinct shrinks like what is not")
struct DistinctShrinkingTests {
  @Test func `sets and dictionaries reach their smallest case from every seed`() async {
    for seed in UInt64(0)..<50 {
      let set = await check(
        Property("set", for: .set(of: .int(0...9), count: 0...8)) { try require(!$0.contains(5)) },
        RunSettings(seed: seed))
      #expect(set.counterexample?.value as? Set<Int> == [5], "seed \(seed): \(set.counterexample?.text ?? "")")
      let dictionary = await check(
        Property("dictionary", for: .dictionary(keys: .int(0...5), values: Gen<Int>.any, count: 0...6)) {
          try require($0[5] == nil)
        }, RunSettings(seed: seed))
      #expect(
        dictionary.counterexample?.value as? [Int: Int] == [5: 0],
        "seed \(seed): \(dictionary.counterexample?.text ?? "")")
    }
  }
}
