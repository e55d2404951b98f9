/// Which doubles are meant: all, or those that a narrower type can hold.
enum RealPrecision: Sendable {
  case half
  case single
  case double

  var leastNonzero: Double {
    switch self {
    case .half: 0x1p-24
    case .single: Double(Float.leastNonzeroMagnitude)
    case .double: .leastNonzeroMagnitude
    }
  }

  var leastNormal: Double {
    switch self {
    case .half: 0x1p-14
    case .single: Double(Float.leastNormalMagnitude)
    case .double: .leastNormalMagnitude
    }
  }

  var greatest: Double {
    switch self {
    case .half: 65_504
    case .single: Double(Float.greatestFiniteMagnitude)
    case .double: .greatestFiniteMagnitude
    }
  }

  /// Bits of a double's fraction that the type has not.
  private var missingBits: UInt64 {
    switch self {
    case .half: 42
    case .single: 29
    case .double: 0
    }
  }

  /// The nearest number of the type; of a NaN, as much of its payload as fits.
  func rounded(_ number: Double) -> Double {
    if case .double = self { return number }
    if number.isNaN {
      let kept = number.bitPattern & ~((1 << missingBits) - 1)
      return Double(bitPattern: kept & Self.fraction == 0 ? kept | Self.quietBit : kept)
    }
    if case .single = self { return Double(Float(number)) }
    return halfRounded(number)
  }

  func next(after number: Double) -> Double {
    switch self {
    case .half:
      guard number.isFinite else { return number == -.infinity ? -greatest : number }
      // One unit of the last place, found by bits; below the normals all are apart by the least.
      let next = abs(number) < leastNormal ? number + leastNonzero : stepped(number)
      return abs(next) > greatest ? .infinity : next
    case .single: return Double(Float(number).nextUp)
    case .double: return number.nextUp
    }
  }

  func next(before number: Double) -> Double { -next(after: -number) }

  private static let fraction: UInt64 = (1 << 52) - 1
  private static let quietBit: UInt64 = 1 << 51

  private func stepped(_ number: Double) -> Double {
    let step: UInt64 = 1 << missingBits
    return Double(bitPattern: number < 0 ? number.bitPattern - step : number.bitPattern + step)
  }

  /// To 11 significant bits, ties to even; below the normals to multiples of the least.
  private func halfRounded(_ number: Double) -> Double {
    guard number.isFinite else { return number }
    if abs(number) < leastNormal {
      // Adding a power of two whose last place is the wanted one rounds there.
      let anchor = number < 0 ? -0x1p28 : 0x1p28
      let rounded = (number + anchor) - anchor
      return rounded == 0 && number.sign == .minus ? -0.0 : rounded
    }
    let half: UInt64 = 1 << (missingBits - 1)
    let isOdd = number.bitPattern >> missingBits & 1
    let rounded = Double(bitPattern: (number.bitPattern + (half - 1) + isOdd) & ~((1 << missingBits) - 1))
    return abs(rounded) > greatest ? (rounded < 0 ? -.infinity : .infinity) : rounded
  }
}
