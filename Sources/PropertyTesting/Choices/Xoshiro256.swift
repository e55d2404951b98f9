/// The generator behind every case: xoshiro256**, seeded by SplitMix64, so that equal seeds give equal cases everywhere.
///
/// Not for secrets. Source: Blackman and Vigna, "Scrambled linear pseudorandom number generators".
struct Xoshiro256 {
  private var first: UInt64
  private var second: UInt64
  private var third: UInt64
  private var fourth: UInt64

  init(seed: UInt64) {
    var splitMix = SplitMix64(state: seed)
    first = splitMix.next()
    second = splitMix.next()
    third = splitMix.next()
    fourth = splitMix.next()
  }

  /// The stream of one case: every case stands alone, so case 731 can be repeated without the 730 before it.
  init(run seed: UInt64, property: UInt64, case index: Int) {
    var splitMix = SplitMix64(state: seed)
    splitMix.state = splitMix.next() ^ property
    splitMix.state = splitMix.next() ^ UInt64(truncatingIfNeeded: index)
    self.init(seed: splitMix.next())
  }

  @inline(__always)
  mutating func next() -> UInt64 {
    let scrambled = second &* 5
    let result = ((scrambled << 7) | (scrambled >> 57)) &* 9
    let shifted = second << 17
    third ^= first
    fourth ^= second
    second ^= third
    first ^= fourth
    third ^= shifted
    fourth = (fourth << 45) | (fourth >> 19)
    return result
  }

  /// A number in `0...last`, by multiply-high: one draw, no rejection, a bias below 2^-40 for any range that matters.
  @inline(__always)
  mutating func next(upTo last: UInt64) -> UInt64 {
    last == .max ? next() : next().multipliedFullWidth(by: last + 1).high
  }
}

/// Spreads a seed over all bits. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators".
struct SplitMix64 {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mixed(state)
  }

  /// Every bit of the number in every bit of the result, one to one.
  static func mixed(_ number: UInt64) -> UInt64 {
    var mixed = number
    mixed = (mixed ^ (mixed >> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed >> 31)
  }
}
