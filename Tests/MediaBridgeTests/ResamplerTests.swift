import Foundation
import MediaBridge
import Testing

@Suite("Resampling")
struct ResamplerTests {
  @Test(arguments: [100.0, 300, 1000, 2000, 3000, 3400]) func `a tone below 3.4 kHz keeps its level within 0.5 dB`(
    hertz: Double
  ) {
    let before = tone(hertz, sampleRateHz: 22_050, seconds: 0.5)
    let after = Resampler(fromHz: 22_050, toHz: 8000).resample(before)
    #expect(after.count == 4000)
    let change = 20 * log10(level(after.dropFirst(400).dropLast(400)) / level(before.dropFirst(1000).dropLast(1000)))
    #expect(abs(change) < 0.5, "\(hertz) Hz changed by \(change) dB")
  }

  @Test func `what lies above half the new rate is gone`() {
    let after = Resampler(fromHz: 22_050, toHz: 8000).resample(tone(5000, sampleRateHz: 22_050, seconds: 0.5))
    #expect(level(after.dropFirst(400).dropLast(400)) < 10_000 * 0.01)
  }

  @Test func `silence and nothing stay what they are`() {
    let resampler = Resampler(fromHz: 24_000, toHz: 8000)
    #expect(resampler.resample([]) == [])
    #expect(resampler.resample(Array(repeating: 0, count: 300)) == Array(repeating: 0, count: 100))
  }

  private func tone(_ hertz: Double, sampleRateHz: Double, seconds: Double) -> [Int16] {
    (0..<Int(sampleRateHz * seconds)).map { Int16(10_000 * sin(2 * .pi * hertz * Double($0) / sampleRateHz)) }
  }

  private func level(_ samples: some Collection<Int16>) -> Double {
    (samples.reduce(0.0) { $0 + Double($1) * Double($1) } / Double(samples.count)).squareRoot()
  }
}
