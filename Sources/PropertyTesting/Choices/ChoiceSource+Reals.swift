// Floating-point numbers are one choice each, by their place in the order of simplicity.
extension ChoiceSource {
  private static let longestWhole: UInt64 = 53
  private static let memory: UInt64 = 16

  /// A number of `range`.
  mutating func real(_ range: RealRange) throws(Discard) -> Double {
    if mode == .generating {
      let number = biased(range)
      _ = try record(.real, range.domain, RealOrder.place(of: number))
      return number
    }
    let place = try recalled(.real, range.domain)
    let number = range.number(at: place)
    let recorded = RealOrder.place(of: number)
    if mode == .exact, recorded != place { throw misfitFound() }
    _ = try record(.real, range.domain, recorded)
    return number
  }

  /// Of 256 numbers: 40 at an edge, 24 equal or next to an earlier one, 56 whole and near zero (or the simplest), 24 of
  /// few digits after the point, 56 evenly by value, the others evenly by their bits, that is, by magnitude.
  private mutating func biased(_ range: RealRange) -> Double {
    let bits = random.next()
    let wanted: Double? =
      switch bits & 0xff {
      case 0..<40: RealEdges.edge(of: range, bits >> 8)
      case 40..<64: likeEarlier(range, bits >> 8)
      case 64..<120: nearSimplest(range, bits >> 8, digits: 0)
      case 120..<144: nearSimplest(range, bits >> 8, digits: Int(bits >> 60) % 4 + 1)
      case 144..<200: nil
      default: evenByBits(range)
      }
    if let wanted {
      let number = range.precision.rounded(wanted)
      if range.contains(number) { return number }
    }
    let even = range.precision.rounded(evenByValue(range))
    return range.contains(even) ? even : RealOrder.number(at: range.domain.target)
  }

  private func likeEarlier(_ range: RealRange, _ bits: UInt64) -> Double? {
    let reach = min(UInt64(choices.count), Self.memory)
    guard reach > 0 else { return nil }
    let earlier = choices[choices.count - 1 - Int((bits >> 8) % reach)]
    guard earlier.kind == .real else { return nil }
    let number = RealOrder.number(at: earlier.value)
    switch bits & 7 {
    case 0: return range.precision.next(after: number)
    case 1: return range.precision.next(before: number)
    case 2: return -number
    default: return number
    }
  }

  private mutating func nearSimplest(_ range: RealRange, _ bits: UInt64, digits: Int) -> Double {
    let allowed = max(1, Self.longestWhole * UInt64(size) / UInt64(Self.fullSize))
    let length = (bits >> 1) % min(allowed, bits & 0x100 == 0 ? 8 : .max) + 1
    var distance = Double(random.next() >> (64 - length))
    for _ in 0..<digits { distance /= 2 }
    let simplest = RealOrder.number(at: range.domain.target)
    return bits & 1 == 0 && range.highest > simplest || range.lowest >= simplest
      ? simplest + distance : simplest - distance
  }

  /// By halves, as the width of a range may be more than the greatest number.
  private mutating func evenByValue(_ range: RealRange) -> Double {
    let low = max(range.lowest, -range.precision.greatest)
    let high = min(range.highest, range.precision.greatest)
    guard low < high else { return range.lowest }
    let share = Double(random.next() >> 11) * 0x1p-53
    let number = (low / 2 + share * (high / 2 - low / 2)) * 2
    return min(max(number, low), high)
  }

  private mutating func evenByBits(_ range: RealRange) -> Double {
    let low = Self.ordered(range.lowest)
    let width = UInt64(bitPattern: Self.ordered(range.highest) &- low)
    let place = low &+ Int64(bitPattern: random.next(upTo: width))
    return place < 0 ? -Double(bitPattern: UInt64(-place)) : Double(bitPattern: UInt64(place))
  }

  /// The number's place among all numbers by size, both zeros at 0.
  private static func ordered(_ number: Double) -> Int64 {
    let magnitude = Int64(bitPattern: number.magnitude.bitPattern)
    return number.sign == .minus ? -magnitude : magnitude
  }
}

/// Numbers that have broken programs.
private enum RealEdges {
  /// An end of the range or its neighbour, or a number of the table that the range holds; `nil` when none was near.
  static func edge(of range: RealRange, _ bits: UInt64) -> Double? {
    switch bits & 7 {
    case 0: return range.lowest
    case 1: return range.highest
    case 2: return range.precision.next(after: range.lowest)
    case 3: return range.precision.next(before: range.highest)
    default: break
    }
    let table =
      switch range.precision {
      case .half: half
      case .single: single
      case .double: double
      }
    if bits & 0x30 == 0, range.specials.contains(.nan) {
      return bits & 0x600 == 0 ? Double(bitPattern: 0x7ff8_0000_dead_beef) : bits & 0x800 == 0 ? .nan : -Double.nan
    }
    if bits & 0x1c0 == 0 {
      let zero = bits & 8 == 0 ? -0.0 : 0
      if range.contains(zero) { return zero }
    }
    let start = Int((bits >> 16) % UInt64(table.count))
    for place in start..<(start + table.count) {
      let number = table[place % table.count]
      let signed = bits >> 4 & 1 == 0 ? number : -number
      if range.contains(signed) { return signed }
    }
    return nil
  }

  private static let half = table(.half)
  private static let single = table(.single)
  private static let double = table(.double)

  private static func table(_ precision: RealPrecision) -> [Double] {
    let least = precision.leastNonzero
    let normal = precision.leastNormal
    let common: [Double] = [
      0, 1, 2, 3, 10, 100, 0.5, 0.25, 1.5, 0.1, 0.2, 0.3, 1.1, 1.0 / 3, 2.0 / 3, 0.01, 3.14159265358979,
      2.718281828459045,
      255, 256, 1_000, 2_047, 2_048, 2_049, 65_504, 65_535, 65_536, 1e-3, 1e-7,  // where types and notations end
      0x1p24 - 1, 0x1p24, 0x1p24 + 1, 0x1p31 - 1, 0x1p31, 0x1p32 - 1, 0x1p32, 0x1p53 - 1, 0x1p53, 0x1p53 + 2,
      0x1p63, 0x1p64, 1e15, 1e16, 1e21, 1e22, 1e23, 1e100, 1e300, 1e-16, 1e-300, 0x1p-53, 0.1 + 0.2, 0x1p-1,
    ]
    let own = [
      least, least * 2, normal, precision.next(before: normal), precision.next(after: normal), normal / 2,
      precision.next(after: 1), precision.next(before: 1), precision.greatest,
      precision.next(before: precision.greatest),
      precision.greatest / 2, .infinity,
    ]
    var table: [Double] = []
    for number in common + own {
      let rounded = precision.rounded(number)
      if rounded.isFinite || number == .infinity, !table.contains(rounded) { table.append(rounded) }
    }
    return table
  }
}
