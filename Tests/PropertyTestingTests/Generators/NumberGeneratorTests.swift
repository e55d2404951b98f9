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
