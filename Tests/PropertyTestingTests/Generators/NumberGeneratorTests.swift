import PropertyTesting
import Testing

@Suite("Generators of numbers and identifiers")
struct NumberGeneratorTests {
  @Test func `ranges of any width hold, and shrink to their target`() async {
    let wide: ClosedRange<Int128> = -5...(1 << 100)
    let values = await drawn(Gen<Int128>.any(in: wide)) + shrinking(Gen<Int128>.any(in: wide))
    #expect(values.allSatisfy(wide.contains))
    #expect(values.contains { $0 > 1 << 90 } && values.contains { $0 < 0 })
    let high: ClosedRange<UInt128> = .max - 9 ... .max
    #expect(await drawn(Gen<UInt128>.any(in: high)).allSatisfy(high.contains))
    #expect(await minimal(Gen<UInt128>.any(in: high)) == .max - 9)
    #expect(await minimal(Gen<Int128>.any) == 0)
    #expect(await minimal(Gen<Int128>.any) { $0 < 1_000 } == 1_000)
    #expect(await minimal(Gen<Int128>.any) { $0 > -1_000 } == -1_000)
    #expect(await minimal(Gen<Int128>.any(in: Int128.min ... -7)) == -7)
    #expect(await drawn(Gen<UInt8>.any(in: 3..<6)).allSatisfy { (3..<6).contains($0) })
    #expect(await drawn(.int(0..<1)).allSatisfy { $0 == 0 })
  }

  @Test func `durations stay within their range and shrink to whole seconds`() async {
    let range = Duration.milliseconds(-1_500) ... .seconds(90)
    let values = await drawn(.duration(in: range)) + shrinking(.duration(in: range))
    #expect(values.allSatisfy(range.contains))
    #expect(values.contains { !$0.attoseconds.isMultiple(of: 1_000_000_000) })
    #expect(await minimal(.duration(in: range)) == .zero)
    #expect(await minimal(.duration) { $0 < .milliseconds(2_300) } == .seconds(3))
    #expect(await minimal(.duration(in: .milliseconds(1_200) ... .milliseconds(1_300))) == .milliseconds(1_200))
    #expect(await minimal(.duration(in: .milliseconds(-5_500) ... .milliseconds(-3_200))) == .seconds(-4))
    #expect(await minimal(.duration(in: .milliseconds(-3_800) ... .milliseconds(-3_200))) == .milliseconds(-3_800))
  }

  @Test func `identifiers carry their version and variant`() async {
    for version in UUIDVersion.allCases {
      let bytes = await drawn(.uuidBytes(version)) + shrinking(.uuidBytes(version), seeds: 0..<3)
      #expect(bytes.allSatisfy { $0.count == 16 && $0[6] >> 4 == (version == .random ? 4 : 7) && $0[8] >> 6 == 2 })
    }
    #expect(await minimal(.uuidText()) == "00000000-0000-4000-8000-000000000000")
    let texts = await drawn(.uuidText(.timeOrdered))
    #expect(texts.allSatisfy { $0.count == 36 && $0.split(separator: "-").map(\.count) == [8, 4, 4, 4, 12] })
    #expect(texts.contains { $0 != $0.lowercased() } && texts.contains { $0 != $0.uppercased() })
    #expect(await drawn(.uuidText(.random, in: .upper)).allSatisfy { $0 == $0.uppercased() })
  }
}

@Suite("Numbers of every size")
struct NumberSizeTests {
  /// Numbers near the target are even over their lengths: a fault that needs some thousand is met, not only 0, 1 and the
  /// ends. Precedence once made all of them one bit long, and nothing noticed.
  @Test func `every length in bits comes up`() async {
    let lengths = Seen<Int>()
    let property = Property("lengths", for: Gen<Int>.any) { number in
      lengths.add(Int.bitWidth - number.magnitude.leadingZeroBitCount)
    }
    _ = await check(property, RunSettings(cases: 5_000, seed: 1))
    #expect(Set(lengths.values).isSuperset(of: 0...63))
    let found = await check(
      Property("middle", for: Gen<Int>.any) { try require(!(10...1_000_000).contains($0)) }, RunSettings(seed: 1))
    #expect(found.counterexample?.value as? Int == 10)
  }

  @Test func `lists of a few come up as well as long ones`() async {
    let lengths = Seen<Int>()
    _ = await check(
      Property("lengths", for: .array(of: .just(0), count: 0...1_000)) { lengths.add($0.count) },
      RunSettings(cases: 2_000, seed: 1))
    for range in [0..<1, 1..<8, 8..<64, 64..<512, 512..<1_001] {
      #expect(lengths.values.count(where: range.contains) > 20, "\(range)")
    }
  }
}
