/// The order of simplicity of all 2^64 doubles: 0, 1, -1, 2, -2 … over the whole numbers; then those with one binary
/// digit after the point (0.5, -0.5, 1.5 …), with two, and so on; then minus zero, the infinities, the quiet NaN and the
/// other NaNs. Every bit pattern has one place and every place one bit pattern, so nothing is lost in a token.
///
/// Written with integers alone: rounding a double would need the C mathematics library.
enum RealOrder {
  private static let fractionBits: UInt64 = 52
  private static let exponentBias = 1_023
  private static let signBit: UInt64 = 1 << 63
  /// The bits of infinity, and as many finite magnitudes there are.
  private static let finite: UInt64 = 0x7ff << fractionBits
  private static let quietBit: UInt64 = 1 << (fractionBits - 1)
  /// Whole numbers below 2^53 are magnitudes of themselves; those above follow in the order of their bits.
  private static let smallWholes: UInt64 = 1 << 53
  private static let bitsOfSmallWholes = (9_007_199_254_740_992.0).bitPattern
  private static let wholes = smallWholes + finite - bitsOfSmallWholes

  static let negativeZero = finite * 2 - 1
  static let infinity = finite * 2
  static let nan = infinity + 2

  /// The place of `number`.
  static func place(of number: Double) -> UInt64 {
    let negative = number.bitPattern >> 63
    let bits = number.bitPattern & ~signBit
    if bits == 0 { return negative == 1 ? negativeZero : 0 }
    if bits < finite {
      let magnitude = magnitude(ofBits: bits)
      return magnitude * 2 - 1 + negative
    }
    if bits == finite { return infinity + negative }
    let payload = bits - finite
    let order = payload == quietBit ? 0 : payload < quietBit ? payload : payload - 1
    return nan + order * 2 + negative
  }

  /// The number at `place`.
  static func number(at place: UInt64) -> Double {
    if place == 0 { return 0 }
    if place < negativeZero {
      let number = number(ofMagnitude: (place + 1) / 2)
      return place.isMultiple(of: 2) ? -number : number
    }
    if place == negativeZero { return -0.0 }
    let sign = (place & 1) << 63
    if place < nan { return Double(bitPattern: sign | finite) }
    let order = (place - nan) / 2
    let payload = order == 0 ? quietBit : order < quietBit ? order : order + 1
    return Double(bitPattern: sign | finite | payload)
  }

  /// How many binary digits a finite number has after the point.
  static func digitsAfterPoint(_ number: Double) -> Int {
    let magnitude = (place(of: number) + 1) / 2
    return magnitude < wholes ? 0 : Int((magnitude - wholes) >> fractionBits) + 1
  }

  /// The first magnitude with as many digits after the point as that of `number`.
  static func firstMagnitude(like number: Double) -> UInt64 {
    let digits = digitsAfterPoint(number)
    return digits == 0 ? 0 : wholes + UInt64(digits - 1) << fractionBits
  }

  private static func magnitude(ofBits bits: UInt64) -> UInt64 {
    if bits >= bitsOfSmallWholes { return smallWholes + (bits - bitsOfSmallWholes) }
    let exponent = Int(bits >> fractionBits)
    let fraction = bits & ((1 << fractionBits) - 1)
    let significand = exponent == 0 ? fraction : fraction | 1 << fractionBits
    let digits = exponentBias + Int(fractionBits) - max(exponent, 1)
    let zeros = significand.trailingZeroBitCount
    if zeros >= digits { return significand >> UInt64(digits) }
    return wholes + UInt64(digits - zeros - 1) << fractionBits + (significand >> UInt64(zeros)) / 2
  }

  private static func number(ofMagnitude magnitude: UInt64) -> Double {
    if magnitude < smallWholes { return Double(magnitude) }
    if magnitude < wholes { return Double(bitPattern: bitsOfSmallWholes + (magnitude - smallWholes)) }
    let digits = Int((magnitude - wholes) >> fractionBits) + 1
    let odd = ((magnitude - wholes) & ((1 << fractionBits) - 1)) * 2 + 1
    return Double(sign: .plus, exponent: -digits, significand: Double(odd))
  }
}

extension Double {
  /// The greatest whole number not above a number from 0 up.
  var wholePart: Double { self < 0x1p53 ? Double(Int64(self)) : self }
}
