/// The voice of a simulator that was given none: a steady tone.
package enum ToneVoice {
  /// How long one letter sounds, in milliseconds.
  package static let millisecondsPerCharacter = 60
  private static let bytesPerMillisecond = 8
  /// 400 Hz: 20 samples a period, mean level 0.2.
  private static let period: [UInt8] = [
    0, 2864, 5448, 7498, 8814, 9268, 8814, 7498, 5448, 2864, 0, -2864, -5448, -7498, -8814, -9268, -8814, -7498, -5448,
    -2864,
  ].map { G711.muLaw(of: $0) }

  /// This text, spoken: μ-law, 8 kHz.
  package static func speak(_ text: String) -> [UInt8] {
    sound(milliseconds: text.count * millisecondsPerCharacter)
  }

  /// So much of the tone.
  package static func sound(milliseconds: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    let count = milliseconds * bytesPerMillisecond
    bytes.reserveCapacity(count + period.count)
    while bytes.count < count { bytes += period }
    bytes.removeLast(bytes.count - count)
    return bytes
  }
}
