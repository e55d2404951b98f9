/// Special floating-point numbers that a generator may make besides the plain ones of its range.
public struct RealSpecials: OptionSet, Sendable {
  /// One bit for each kind.
  public let rawValue: UInt8

  /// The kinds whose bits are set in `rawValue`.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Minus zero, where the range goes below zero (or begins with minus zero).
  public static let negativeZero = RealSpecials(rawValue: 1)
  /// Numbers nearer to zero than the least normal one.
  public static let subnormals = RealSpecials(rawValue: 2)
  /// What is not a number, quiet and with payloads, inside no range.
  public static let nan = RealSpecials(rawValue: 4)
}

/// The floating-point numbers a choice may take. Both ends belong to it, also when they are infinite.
struct RealRange: Sendable {
  let lowest: Double
  let highest: Double
  let precision: RealPrecision
  let specials: RealSpecials
  let domain: Domain

  init(_ lowest: Double, _ highest: Double, _ precision: RealPrecision, _ specials: RealSpecials) {
    precondition(lowest <= highest, "a range of real numbers holds one at least")
    self.lowest = lowest
    self.highest = highest
    self.precision = precision
    self.specials = specials
    let least = specials.contains(.subnormals) ? 0 : precision.leastNormal
    precondition(
      lowest <= 0 && highest >= 0 || max(lowest, -highest, least) <= max(highest, -lowest), "nothing is left")
    let endsAtMinusZero = highest == 0 && highest.sign == .minus
    // Of all numbers up to minus zero it is the last to be simple: one below it comes first, where there is one.
    let leastBelow = max(least, precision.leastNonzero)
    let simplest: Double =
      if endsAtMinusZero, -lowest >= leastBelow {
        -Self.simplest(leastBelow, -lowest)
      } else if lowest <= 0, highest >= 0 {
        endsAtMinusZero ? -0.0 : 0
      } else if lowest > 0 {
        Self.simplest(max(lowest, least), highest)
      } else {
        -Self.simplest(max(-highest, least), -lowest)
      }
    let place = RealOrder.place(of: simplest)
    domain = Domain(place, .max, towards: place)
  }

  /// Whether `number` may be drawn.
  func contains(_ number: Double) -> Bool {
    if number.isNaN { return specials.contains(.nan) }
    if number == 0 {
      guard lowest <= 0, highest >= 0 else { return false }
      return number.sign == .plus
        ? highest.sign == .plus || highest > 0 : specials.contains(.negativeZero) && lowest.sign == .minus
    }
    return lowest <= number && number <= highest
      && (specials.contains(.subnormals) || number.magnitude >= precision.leastNormal)
  }

  /// The number at `place`, or a near relation of it that may be drawn; the simplest when there is none.
  func number(at place: UInt64) -> Double {
    let number = precision.rounded(RealOrder.number(at: place))
    return contains(number) ? number : contains(-number) ? -number : RealOrder.number(at: domain.target)
  }

  /// The simplest number from `low` to `high`, both above 0: a whole one, or one with as few digits as will do.
  private static func simplest(_ low: Double, _ high: Double) -> Double {
    if low >= 0x1p53 { return low }
    var (low, high) = (low, high)
    var digits = 0
    while true {
      let whole = low.wholePart
      let above = whole < low ? whole + 1 : whole
      if above <= high {
        var simplest = above
        for _ in 0..<digits { simplest /= 2 }
        return simplest
      }
      low *= 2
      high *= 2
      digits += 1
    }
  }
}
