import PropertyTesting
import Testing

@Suite("Generators")
struct GeneratorTests {
  @Test func `integers stay within their range and reach its edges`() async {
    let values = await drawn(.int(-500...1_000, towards: 100))
    #expect(values.allSatisfy { (-500...1_000).contains($0) })
    for edge in [-500, -499, 99, 100, 101, 999, 1_000] { #expect(values.contains(edge), "\(edge)") }
  }

  @Test func `integers shrink to their target`() async {
    for (range, target, expected) in [
      (-9...9, nil, 0), (5...90, nil, 5), (-90 ... -5, nil, -5), (0...1_000, 700, 700),
    ] as [(ClosedRange<Int>, Int?, Int)] {
      let report = await check(Property("least", for: .int(range, towards: target)) { _ in try require(false) })
      #expect(report.counterexample?.value as? Int == expected)
    }
  }

  @Test func `every width of integer has its extremes`() async {
    #expect(Set(await drawn(Gen<Int8>.any)).isSuperset(of: [.min, -1, 0, 1, .max]))
    #expect(Set(await drawn(Gen<UInt16>.any)).isSuperset(of: [0, 1, .max - 1, .max]))
    #expect(Set(await drawn(Gen<Int>.any)).isSuperset(of: [.min, -1, 0, 1, .max]))
    #expect(Set(await drawn(Gen<UInt64>.any)).isSuperset(of: [0, 1, .max]))
    let wide = await drawn(Gen<UInt128>.any)
    #expect(wide.contains { $0 > UInt128(UInt64.max) } && Set(wide).count > 500)
  }

  @Test func `equal and neighbouring numbers come by themselves`() async {
    let pairs = await drawn(zip(Gen<Int>.any, Gen<Int>.any))
    #expect(pairs.filter { $0 == $1 }.count > 10)
    #expect(pairs.filter { $0 < Int.max && $0 + 1 == $1 }.count > 2)
  }

  @Test func `lists keep their lengths and reach both ends`() async {
    let lengths = Set(await drawn(.array(of: .bool, count: 2...9)).map(\.count))
    #expect(lengths == Set(2...9))
    #expect(Set(await drawn(.array(of: .bool, count: 4...4)).map(\.count)) == [4])
    #expect(Set(await drawn(.bytes(0...3)).map(\.count)) == Set(0...3))
  }

  @Test func `a list of at least some elements shrinks to that many`() async {
    let report = await check(
      Property("least", for: .array(of: Gen<Int>.any, count: 2...9)) { _ in try require(false) })
    #expect(report.counterexample?.value as? [Int] == [0, 0])
  }

  @Test func `permutations and subsets keep what they are made of`() async {
    let permutations = await drawn(.permutation(of: [1, 2, 3]))
    #expect(permutations.allSatisfy { $0.sorted() == [1, 2, 3] })
    #expect(Set(permutations).count == 6)
    #expect(Set(await drawn(.subset(of: [1, 2, 3]))).count == 8)
  }

  @Test func `alternatives come by their weights`() async {
    let values = await drawn(.weighted([(1, .just("rare")), (9, .just("common")), (0, .just("never"))]))
    #expect((50...200).contains(values.filter { $0 == "rare" }.count))
    #expect(!values.contains("never"))
    #expect(Set(await drawn(.oneOf([.just(1), .just(2), .element(of: [3, 4])]))) == [1, 2, 3, 4])
    #expect(await drawn(.bool(probability: 0.1)).filter { $0 }.count < 200)
    #expect(await drawn(.optional(.bool)).contains(nil))
  }

  @Test func `texts keep their alphabets and lengths`() async {
    #expect(
      await drawn(.string(alphabet: "ab", count: 1...3)).allSatisfy { !$0.isEmpty && $0.allSatisfy("ab".contains) })
    let numbers = await drawn(.digits(8...15, first: 1...9))
    #expect(numbers.allSatisfy { (8...15).contains($0.count) && $0.first != "0" && $0.allSatisfy(\.isASCII) })
    #expect(Set(numbers.map(\.count)) == Set(8...15))
    let texts = await drawn(.unicode(0...5))
    #expect(Set(texts.map(\.unicodeScalars.count)) == Set(0...5))
    #expect(texts.contains { $0.unicodeScalars.contains("\u{202e}") })
  }

  @Test func `a recursion ends at its depth`() async {
    let nested = Gen<[Int]>.recursive(depth: 3, leaf: .just([0])) { smaller in
      zip(smaller, smaller).map { [max($0.first ?? 0, $1.first ?? 0) + 1] }
    }
    #expect(Set(await drawn(nested)) == [[0], [1], [2], [3]])
  }
}
