import Foundation
import MediaBridge

/// Sounds of a caller, made here.
enum Voice {
  /// A tone that is as loud as speech, so many milliseconds long; `level` is its peak as a share of full scale.
  static func tone(_ milliseconds: Int, level: Double = 0.3) -> [UInt8] {
    (0..<milliseconds * 8).map { MuLaw.encode(Int16(32_767 * level * sin(2 * .pi * 440 * Double($0) / 8000))) }
  }

  /// Noise with this peak, the same each time.
  static func noise(_ milliseconds: Int, level: Double, seed: UInt64 = 1) -> [UInt8] {
    var state = seed
    return (0..<milliseconds * 8).map { _ in
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return MuLaw.encode(Int16(32_767 * level * (Double(state >> 33) / Double(1 << 30) - 1)))
    }
  }

  static func silence(_ milliseconds: Int) -> [UInt8] { Array(repeating: MuLaw.silence, count: milliseconds * 8) }

  /// What may be a word, with silence before.
  static let word = silence(200) + tone(400)
  /// What ends an utterance.
  static let pause = silence(700)

  static func frames(_ muLaw: [UInt8], of bytes: Int = AudioChunk.bytesPerFrame) -> [AudioChunk] {
    stride(from: 0, to: muLaw.count, by: bytes).map {
      AudioChunk(muLaw: Array(muLaw[$0..<min($0 + bytes, muLaw.count)]))
    }
  }
}
