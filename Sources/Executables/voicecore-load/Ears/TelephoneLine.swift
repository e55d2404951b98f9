import Foundation
import MediaBridge

/// A telephone line around a voice: 300 to 3400 Hz, 8 kHz μ-law, with white noise where wanted, the same each time.
struct TelephoneLine {
  /// Signal to noise in dB, over the parts in which there is a voice; `nil` is a line without noise.
  let signalToNoise: Double?

  /// The voice with so much line before and after it.
  func carry(_ muLaw: [UInt8], before: Int = 1600, after: Int = 6400) -> [UInt8] {
    var sound = Self.band(MuLaw.decode(muLaw).map(Double.init))
    let loudest = sound.map(abs).max() ?? 0
    guard loudest > 0 else { return [] }
    sound = sound.map { $0 * 8000 / loudest }
    let voiced = sound.filter { abs($0) > 200 }
    let power = voiced.reduce(0) { $0 + $1 * $1 } / Double(max(voiced.count, 1))
    let noise = signalToNoise.map { (power * pow(10, -$0 / 10)).squareRoot() } ?? 0
    var chance = Chance(state: UInt64(muLaw.count))
    let line = [Double](repeating: 0, count: before) + sound + [Double](repeating: 0, count: after)
    return line.map { sample in
      MuLaw.encode(Int16(max(-32_767, min(32_767, sample + (noise == 0 ? 0 : noise * chance.normal())))))
    }
  }

  /// A high-pass of the second order at 300 Hz, twice; above 3400 Hz the synthesiser's resampling has left little. Source: the
  /// audio EQ cookbook (R. Bristow-Johnson).
  private static func band(_ samples: [Double]) -> [Double] {
    let omega = 2 * Double.pi * 300 / 8000
    let alpha = sin(omega) / (2 * 0.5.squareRoot())
    let (b0, b1, a0) = ((1 + cos(omega)) / 2, -(1 + cos(omega)), 1 + alpha)
    func pass(_ samples: [Double]) -> [Double] {
      var (x1, x2, y1, y2) = (0.0, 0.0, 0.0, 0.0)
      return samples.map { x in
        let y = (b0 * x + b1 * x1 + b0 * x2 + 2 * cos(omega) * y1 - (1 - alpha) * y2) / a0
        (x2, x1, y2, y1) = (x1, x, y1, y)
        return y
      }
    }
    return pass(pass(samples))
  }

  /// Noise that is the same in each run.
  private struct Chance {
    var state: UInt64

    mutating func uniform() -> Double {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return (Double(state >> 11) + 0.5) / Double(1 << 53)
    }

    mutating func normal() -> Double { (-2 * log(uniform())).squareRoot() * cos(2 * .pi * uniform()) }
  }
}
