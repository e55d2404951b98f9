import Foundation

/// Changes the sample rate of 16-bit audio with a windowed-sinc low-pass (Kaiser-like Blackman window), for whole recordings.
///
/// The filter passes 94 % of the lower rate's band and has unit gain for every phase, so that a tone keeps its level.
public struct Resampler: Sendable {
  /// Zero crossings of the sinc on each side.
  private static let crossings = 40

  private let up: Int
  private let down: Int
  private let halfWidth: Int
  /// One row of weights for each of the `up` phases.
  private let weights: [[Float]]

  /// A resampler from one rate to another, both in Hz.
  public init(fromHz: Int, toHz: Int) {
    precondition(fromHz > 0 && toHz > 0, "sample rates are positive")
    let divisor = Self.greatestCommonDivisor(fromHz, toHz)
    let up = toHz / divisor
    let down = fromHz / divisor
    let cutoff = min(1, Double(up) / Double(down)) * 0.94
    let halfWidth = Int((Double(Self.crossings) / cutoff).rounded(.up))
    weights = (0..<up).map { phase in
      let fraction = Double(phase) / Double(up)
      let row = (-halfWidth + 1...halfWidth).map { tap -> Double in
        let x = Double(tap) - fraction
        let sinc = x == 0 ? cutoff : sin(.pi * cutoff * x) / (.pi * x)
        let position = (x / Double(halfWidth) + 1) / 2
        guard position > 0, position < 1 else { return 0 }
        return sinc * (0.42 - 0.5 * cos(2 * .pi * position) + 0.08 * cos(4 * .pi * position))
      }
      let sum = row.reduce(0, +)
      return row.map { Float($0 / sum) }
    }
    self.up = up
    self.down = down
    self.halfWidth = halfWidth
  }

  /// The same sound at the new rate; ⌈n × to / from⌉ samples, clipped to 16 bits.
  public func resample(_ samples: [Int16]) -> [Int16] {
    guard !samples.isEmpty else { return [] }
    let count = (samples.count * up + down - 1) / down
    return (0..<count).map { index in
      let position = index * down
      let centre = position / up
      let row = weights[position % up]
      var sum: Float = 0
      let first = centre - halfWidth + 1
      for (offset, weight) in row.enumerated() {
        let at = first + offset
        if at >= 0, at < samples.count { sum += weight * Float(samples[at]) }
      }
      return Int16(max(-32_768, min(32_767, sum.rounded())))
    }
  }

  private static func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
    right == 0 ? left : greatestCommonDivisor(right, left % right)
  }
}
