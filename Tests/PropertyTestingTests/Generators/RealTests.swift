import PropertyTesting
import Testing

@Suite("Floating-point generators")
struct RealTests {
  @Test func `reals stay within their ranges, also while shrinking`() async {
    for (low, high): (Double, Double) in [
      (0.0, 1.0), (-2.5, 3.9), (10.3, 10.4), (-1e300, -1e-300), (.leastNonzeroMagnitude, .leastNormalMagnitude),
      (7.0, 7.0),
    ] {
      let values = await drawn(.double(in: low...high)) + shrinking(.double(in: low...high), seeds: 0..<5)
      #expect(values.allSatisfy { low <= $0 && $0 <= high }, "\(low)...\(high)")
      #expect(values.contains(low) && values.contains(high), "\(low)...\(high)")
    }
    let open = await drawn(.double(in: 0..<1)) + shrinking(.double(in: 0..<1), seeds: 0..<5)
    #expect(open.allSatisfy { 0 <= $0 && $0 < 1 && ($0 != 0 || $0.sign == .plus) } && open.contains(1.0.nextDown))
    let floats = await drawn(.float(in: -0.1...0.7)) + shrinking(.float(in: -0.1...0.7), seeds: 0..<5)
    #expect(floats.allSatisfy { (-0.1...0.7).contains($0) } && floats.contains(0.7))
    let halves = await drawn(.float16(in: -3...0.3)) + shrinking(.float16(in: -3...0.3), seeds: 0..<5)
    #expect(halves.allSatisfy { (-3...0.3).contains($0) } && halves.contains(0.3))
  }

  @Test func `what is special comes only where it is wanted`() async {
    let finite = await drawn(.double)
    #expect(finite.allSatisfy { $0.isFinite })
    #expect(finite.contains { $0 == 0 && $0.sign == .minus } && finite.contains { $0.isSubnormal })
    let any = await drawn(Gen<Double>.any)
    #expect(any.contains { $0.isNaN } && any.contains(.infinity) && any.contains(-.infinity))
    #expect(any.contains { $0.isNaN && $0.bitPattern & 0xffff != 0 })
    let plain = await drawn(.double(in: -1...1, with: [])) + shrinking(.double(in: -1...1, with: []), seeds: 0..<5)
    #expect(plain.allSatisfy { !$0.isSubnormal && ($0 != 0 || $0.sign == .plus) })
    #expect(await drawn(Gen<Float>.any).contains { $0.isNaN && $0.bitPattern & 0x3f_ffff != 0 })
    #expect(await drawn(Gen<Float16>.any).contains { $0.isNaN })
    #expect(await drawn(.float16).contains(.greatestFiniteMagnitude))
  }

  @Test func `edges come in a tenth of the draws and more`() async {
    let edges: [Double] = [0, 1, 2, 0.1, 0x1p53, 0x1p53 - 1, .leastNonzeroMagnitude, .greatestFiniteMagnitude]
    let finite = await drawn(.double, cases: 5_000)
    for edge in edges { #expect(finite.contains { $0.magnitude == edge }, "\(edge)") }
    let near = await drawn(.double(in: 100.5...200.25), cases: 5_000)
    let share = near.filter { [100.5, 100.5.nextUp, 200.25, 200.25.nextDown].contains($0) }.count
    #expect((250...1_500).contains(share))
  }

  @Test func `a law of every number fails at the simplest of the range`() async {
    #expect(await minimal(.double) == 0)
    #expect(await minimal(.double)?.sign == .plus)
    #expect(await minimal(.double(in: 3.3...9)) == 4)
    #expect(await minimal(.double(in: -9 ... -3.3)) == -4)
    #expect(await minimal(.double(in: 0.3...0.4)) == 0.375)
    #expect(await minimal(.double(in: 1e300...1e301)) == 1e300)
    #expect(await minimal(.float(in: 0.3...0.4)) == 0.375)
    #expect(await minimal(.float16(in: 2.6...2.8)) == 2.75)
  }

  @Test func `bounds are found to the simplest number beyond them`() async {
    for seed in UInt64(0)..<20 {
      #expect(await minimal(.double, seed: seed) { $0 < 3.7 } == 4)
      #expect(await minimal(.double, seed: seed) { $0 > -3.7 } == -4)
      #expect(await minimal(.double(in: 0...3.9), seed: seed) { $0 < 3.7 } == 3.75)
      #expect(await minimal(.double(in: 0...1), seed: seed) { $0 < 0.9 } == 1)
      #expect(await minimal(.float, seed: seed) { $0 < 1_000.5 } == 1_001)
      #expect(await minimal(.double, seed: seed) { $0 + 1 != $0 } == 0x1p53)
      #expect(await minimal(Gen<Double>.any, seed: seed) { $0 == $0 }?.bitPattern == Double.nan.bitPattern)
      #expect(await minimal(Gen<Double>.any, seed: seed) { $0.isFinite || $0.isNaN } == .infinity)
      #expect(
        await minimal(.double, seed: seed) { Double(Int64(exactly: $0) ?? 0) == $0 || $0.magnitude > 1e18 } == 0.5)
    }
  }

  @Test func `a range that ends at minus zero holds no plain zero`() async {
    for range in [-5...(-0.0), -0.3...(-0.0), -0.0...(-0.0)] {
      let values = await drawn(.double(in: range)) + shrinking(.double(in: range), seeds: 0..<5)
      #expect(values.allSatisfy { $0 != 0 || $0.sign == .minus })
    }
    // A neighbour's number may be put there.
    let pairs = await shrinking(zip(.double(in: 0...1_000), .double(in: -5...(-0.0))))
    #expect(pairs.allSatisfy { $0.1 != 0 || $0.1.sign == .minus })
    #expect(await minimal(.double(in: -5...(-0.0))) == -1)
    #expect(await minimal(.double(in: -0.3...(-0.0))) == -0.25)
    #expect(await minimal(.double(in: -0.0...(-0.0)))?.sign == .minus)
    #expect(await minimal(.double(in: -0.0...5))?.sign == .plus)
  }

  @Test func `the neighbour of an infinity is the greatest number`() async {
    let halves = await drawn(.float16(in: -Float16.infinity ... -1), cases: 5_000)
    #expect(halves.count { $0 == -.greatestFiniteMagnitude } > 50)
    let doubles = await drawn(.double(in: -Double.infinity ... -1), cases: 5_000)
    #expect(doubles.count { $0 == -.greatestFiniteMagnitude } > 50)
  }

  @Test func `sums of lists shrink to one number`() async {
    let lists = Gen<[Double]>.array(of: .double(in: -1_000...1_000))
    for seed in UInt64(0)..<10 {
      #expect(await minimal(lists, seed: seed) { $0.reduce(0, +) < 100 } == [100])
      #expect(await minimal(lists, seed: seed) { $0.reduce(0, +) < 1_500 } == [500, 1_000])
    }
  }

  @Test func `a token brings back every bit`() async throws {
    for seed in UInt64(0)..<200 {
      let property = Property("bits", for: zip(Gen<Double>.any, Gen<Float>.any, Gen<Float16>.any)) { _ in
        try require(false)
      }
      let found = await check(property, RunSettings(seed: seed, maximumShrinkEvaluations: 0))
      let again = await check(property, RunSettings(replay: found.token))
      let first = try #require(found.counterexample?.value as? (Double, Float, Float16))
      let second = try #require(again.counterexample?.value as? (Double, Float, Float16))
      #expect(first.0.bitPattern == second.0.bitPattern)
      #expect(first.1.bitPattern == second.1.bitPattern && first.2.bitPattern == second.2.bitPattern)
    }
  }
}
