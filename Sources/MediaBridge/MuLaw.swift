/// G.711 μ-law, the telephone's 8-bit code for a 16-bit sample at 8 kHz. Source: ITU-T G.711.
public enum MuLaw {
  /// The code of silence (+0). `0x7F`, which is −0, is silent too.
  public static let silence: UInt8 = 0xFF

  /// Added to a magnitude so that each of the eight segments begins at a power of two.
  private static let bias: Int32 = 0x84
  /// The largest magnitude that has a code of its own; louder is clipped.
  private static let loudest: Int32 = 32_635

  /// The sample of a code.
  public static func decode(_ code: UInt8) -> Int16 {
    let bits = ~code
    let step = Int32(bits & 0x0F) << 3 + bias
    let magnitude = step << Int32((bits & 0x70) >> 4) - bias
    return Int16(truncatingIfNeeded: bits & 0x80 == 0 ? magnitude : -magnitude)
  }

  /// The code nearest to a sample, at most half a step of its segment away.
  public static func encode(_ sample: Int16) -> UInt8 {
    let magnitude = min(Int32(sample.magnitude), loudest) + bias
    let segment = UInt8(truncatingIfNeeded: 24 - magnitude.leadingZeroBitCount)
    let step = UInt8(truncatingIfNeeded: magnitude >> (Int32(segment) + 3)) & 0x0F
    return ~((sample < 0 ? 0x80 : 0) | segment << 4 | step)
  }

  /// The samples of a piece of audio.
  public static func decode(_ codes: [UInt8]) -> [Int16] { codes.map { decode($0) } }

  /// The codes of a piece of audio.
  public static func encode(_ samples: [Int16]) -> [UInt8] { samples.map { encode($0) } }
}
