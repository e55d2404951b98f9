/// The telephone's two encodings, written here a second time so that the product's own share no bug with them.
/// Source: ITU-T G.711.
package enum G711 {
  /// A μ-law byte as a 16-bit sample.
  package static func linear(muLaw byte: UInt8) -> Int16 {
    let value = ~byte
    let magnitude = ((Int(value & 0x0F) << 3) + 0x84) << Int(value >> 4 & 0x07) - 0x84
    return Int16(value & 0x80 != 0 ? -magnitude : magnitude)
  }

  /// A 16-bit sample as a μ-law byte.
  package static func muLaw(of sample: Int16) -> UInt8 {
    let sign: UInt8 = sample < 0 ? 0x80 : 0
    let magnitude = min(abs(Int(sample)), 32_635) + 0x84
    let exponent = max(0, Int.bitWidth - 1 - magnitude.leadingZeroBitCount - 7)
    let mantissa = UInt8(magnitude >> (exponent + 3) & 0x0F)
    return ~(sign | UInt8(exponent) << 4 | mantissa)
  }

  /// An A-law byte as a 16-bit sample.
  package static func linear(aLaw byte: UInt8) -> Int16 {
    let value = byte ^ 0x55
    let exponent = Int(value >> 4 & 0x07)
    let mantissa = Int(value & 0x0F) << 4
    let magnitude = exponent == 0 ? mantissa + 8 : (mantissa + 0x108) << (exponent - 1)
    return Int16(value & 0x80 != 0 ? magnitude : -magnitude)
  }

  /// A 16-bit sample as an A-law byte.
  package static func aLaw(of sample: Int16) -> UInt8 {
    let sign: UInt8 = sample >= 0 ? 0x80 : 0
    let magnitude = min(sample >= 0 ? Int(sample) : -1 - Int(sample), 32_767)
    let exponent = max(0, Int.bitWidth - 1 - (magnitude | 1).leadingZeroBitCount - 7)
    let mantissa = UInt8(magnitude >> (exponent == 0 ? 4 : exponent + 3) & 0x0F)
    return (sign | UInt8(exponent) << 4 | mantissa) ^ 0x55
  }

  /// The square of each μ-law byte's level, full scale being 1.
  static let muLawPower: [Float] = (0...255).map { power(linear(muLaw: UInt8($0))) }
  /// The same of each A-law byte.
  static let aLawPower: [Float] = (0...255).map { power(linear(aLaw: UInt8($0))) }

  static func power(_ sample: Int16) -> Float {
    let level = Float(sample) / 32_768
    return level * level
  }
}
