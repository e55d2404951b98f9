import Foundation

/// Between 16 kHz and the telephone's 8 kHz, piece by piece: a half-band low-pass, whose state goes along from piece to piece,
/// so that cutting a stream into pieces changes nothing. Odd pieces are as good as even ones.
public enum TelephoneRate {
  /// Taps of the filter: a group delay of 31 samples at 16 kHz, 2 ms.
  static let tapCount = 63

  /// A windowed sinc (Blackman), 6 dB down at 3.7 kHz, with unit gain.
  static let taps: [Float] = {
    let cutoff = 3700.0 / 16_000
    let middle = Double(tapCount - 1) / 2
    let row = (0..<tapCount).map { index -> Double in
      let x = Double(index) - middle
      let sinc = x == 0 ? 2 * cutoff : sin(2 * .pi * cutoff * x) / (.pi * x)
      let phase = 2 * .pi * Double(index) / Double(tapCount - 1)
      return sinc * (0.42 - 0.5 * cos(phase) + 0.08 * cos(2 * phase))
    }
    let sum = row.reduce(0, +)
    return row.map { Float($0 / sum) }
  }()

  /// 16 kHz to 8 kHz.
  public struct Halver: Sendable {
    private var past = [Float](repeating: 0, count: TelephoneRate.tapCount - 1)
    /// Whether the next sample to come is one that is left out.
    private var skips = false

    /// Silence before the first piece.
    public init() {}

    /// Half as many samples; of an odd piece the rest comes with the next.
    public mutating func halve(_ samples: [Int16]) -> [Int16] {
      let line = past + samples.map(Float.init)
      var halved: [Int16] = []
      halved.reserveCapacity(samples.count / 2 + 1)
      for index in samples.indices {
        defer { skips.toggle() }
        guard !skips else { continue }
        halved.append(TelephoneRate.sample(TelephoneRate.sum(line, from: index, step: 1, first: 0)))
      }
      past = Array(line.suffix(TelephoneRate.tapCount - 1))
      return halved
    }
  }

  /// 8 kHz to 16 kHz.
  public struct Doubler: Sendable {
    private var past = [Float](repeating: 0, count: TelephoneRate.tapCount / 2)

    /// Silence before the first piece.
    public init() {}

    /// Twice as many samples.
    public mutating func double(_ samples: [Int16]) -> [Int16] {
      let line = past + samples.map(Float.init)
      var doubled: [Int16] = []
      doubled.reserveCapacity(samples.count * 2)
      for index in samples.indices {
        // Between the samples there are zeros, which add nothing: each phase has every other tap, and twice the gain.
        doubled.append(TelephoneRate.sample(2 * TelephoneRate.sum(line, from: index, step: 2, first: 0)))
        doubled.append(TelephoneRate.sample(2 * TelephoneRate.sum(line, from: index + 1, step: 2, first: 1)))
      }
      past = Array(line.suffix(TelephoneRate.tapCount / 2))
      return doubled
    }
  }

  /// The weighted sum of samples from a place on, with every tap, or every other one.
  private static func sum(_ line: [Float], from start: Int, step: Int, first: Int) -> Float {
    var sum: Float = 0
    var (at, tap) = (start, first)
    while tap < tapCount {
      sum += taps[tap] * line[at]
      at += 1
      tap += step
    }
    return sum
  }

  private static func sample(_ value: Float) -> Int16 { Int16(max(-32_768, min(32_767, value.rounded()))) }
}
