/// Chance by a seed, the same on every machine; each stream of a seed is its own. Source: Steele, Lea, Flood, "Fast
/// splittable pseudorandom number generators" (SplitMix64).
package struct SplitMix: Sendable {
  private var state: UInt64

  /// - Parameter stream: a call's number; mixed in so that neighbours share nothing.
  package init(seed: UInt64, stream: Int) {
    state = seed
    state = next() ^ UInt64(truncatingIfNeeded: stream) &* 0xD6E8_FEB8_6659_FD93
    state = next()
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ mixed >> 30) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ mixed >> 27) &* 0x94D0_49BB_1331_11EB
    return mixed ^ mixed >> 31
  }

  /// A number from 0 up to the bound.
  package mutating func next(below bound: Int) -> Int { Int(next() % UInt64(bound)) }
}
