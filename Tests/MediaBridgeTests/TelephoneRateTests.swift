import Foundation
import MediaBridge
import Testing

@Suite("Between 16 kHz and the telephone")
struct TelephoneRateTests {
  @Test(arguments: [100.0, 300, 1000, 2000, 3000]) func `a tone of the telephone's band keeps its level within 1 dB`(
    hertz: Double
  ) {
    var halver = TelephoneRate.Halver()
    var doubler = TelephoneRate.Doubler()
    let before = tone(hertz, sampleRateHz: 16_000)
    let after = halver.halve(before)
    #expect(after.count == before.count / 2)
    #expect(abs(decibels(after, before)) < 1)
    let again = doubler.double(after)
    #expect(again.count == before.count)
    #expect(abs(decibels(again, after)) < 1)
  }

  @Test func `what lies well above the telephone's band is gone`() {
    var halver = TelephoneRate.Halver()
    let after = halver.halve(tone(6000, sampleRateHz: 16_000))
    #expect(level(after.dropFirst(100)) < 10_000 * 0.01)
  }

  @Test func `doubling makes no images`() {
    var doubler = TelephoneRate.Doubler()
    var halver = TelephoneRate.Halver()
    let before = tone(1000, sampleRateHz: 8000)
    let there = halver.halve(doubler.double(before))
    #expect(abs(decibels(there, before)) < 1)
  }

  @Test(arguments: [[1], [2], [3, 5, 7], [320, 1, 319]]) func `cutting a stream into pieces changes nothing`(
    sizes: [Int]
  ) {
    let before = tone(777, sampleRateHz: 16_000)
    var (whole, pieces) = (TelephoneRate.Halver(), TelephoneRate.Halver())
    #expect(cut(before, sizes).flatMap { pieces.halve($0) } == whole.halve(before))
    var (wholly, piecemeal) = (TelephoneRate.Doubler(), TelephoneRate.Doubler())
    #expect(cut(before, sizes).flatMap { piecemeal.double($0) } == wholly.double(before))
  }

  @Test func `the loudest sound is clipped and not folded`() {
    var halver = TelephoneRate.Halver()
    let square = (0..<1600).map { $0 / 40 % 2 == 0 ? Int16.max : Int16.min }
    let after = halver.halve(square)
    #expect(after.contains(Int16.max) && after.contains(Int16.min))
  }

  private func cut(_ samples: [Int16], _ sizes: [Int]) -> [[Int16]] {
    var rest = samples[...]
    var pieces: [[Int16]] = []
    var turn = 0
    while !rest.isEmpty {
      let piece = rest.prefix(sizes[turn % sizes.count])
      pieces.append(Array(piece))
      rest = rest.dropFirst(piece.count)
      turn += 1
    }
    return pieces
  }

  private func tone(_ hertz: Double, sampleRateHz: Double) -> [Int16] {
    (0..<Int(sampleRateHz / 2)).map { Int16(10_000 * sin(2 * .pi * hertz * Double($0) / sampleRateHz)) }
  }

  private func decibels(_ after: [Int16], _ before: [Int16]) -> Double {
    20 * log10(level(after.dropFirst(100).dropLast(100)) / level(before.dropFirst(100).dropLast(100)))
  }

  private func level(_ samples: some Collection<Int16>) -> Double {
    (samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)).squareRoot()
  }
}
