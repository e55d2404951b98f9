// How likely what is. Generators say what is valid; the likelihoods are here, and none of them is recorded.
extension ChoiceSource {
  /// Ranges narrower than this are drawn evenly.
  private static let narrow: UInt64 = 16
  /// How far back a value may be repeated.
  private static let memory: UInt64 = 32
  /// A collection planned by chance has at most this many elements above its least.
  private static let longestPlan = 1_000

  /// Of 256 numbers: 24 at an edge, 24 equal or next to an earlier one of the same domain, 128 near the target (evenly
  /// over the number of bits), the others evenly over the domain.
  @inline(__always)
  mutating func biased(_ domain: Domain) -> UInt64 {
    if domain.lastRank < Self.narrow { return domain.lowest + random.next(upTo: domain.lastRank) }
    let bits = random.next()
    let kind = bits & 0xff
    if kind < 24 { return edge(domain, bits >> 8) }
    if kind < 48 { return likeEarlier(domain, bits) }
    // Both ways are gone and one result is taken: which of them is chance, and a processor guesses chance badly.
    let more = random.next()
    let near = nearTarget(domain, bits, more)
    let even =
      domain.lowest &+ (domain.lastRank == .max ? more : more.multipliedFullWidth(by: domain.lastRank &+ 1).high)
    return kind < 176 ? near : even
  }

  @inline(never)
  private func edge(_ domain: Domain, _ bits: UInt64) -> UInt64 {
    switch bits & 7 {
    case 0: domain.target
    case 1: domain.target < domain.highest ? domain.target + 1 : domain.target
    case 2: domain.target > domain.lowest ? domain.target - 1 : domain.target
    case 3: domain.lowest
    case 4: domain.lowest + 1
    case 5: domain.highest - 1
    default: domain.highest
    }
  }

  @inline(never)
  private mutating func likeEarlier(_ domain: Domain, _ bits: UInt64) -> UInt64 {
    let reach = min(UInt64(choices.count), Self.memory)
    if reach > 0 {
      let earlier = choices[choices.count - 1 - Int(Self.below(reach, bits >> 16))]
      if earlier.kind == .integer, earlier.domain == domain {
        let step = (bits >> 9) & 3 + 1
        switch bits & 0x1800 {
        case 0x0800 where domain.highest - earlier.value >= step: return earlier.value + step
        case 0x1000 where earlier.value - domain.lowest >= step: return earlier.value - step
        default: return earlier.value
        }
      }
    }
    return nearTarget(domain, random.next(), random.next())
  }

  /// Without a branch that depends on chance, as above. `bits` says which side and how long, `more` is the distance.
  @inline(__always)
  private func nearTarget(_ domain: Domain, _ bits: UInt64, _ more: UInt64) -> UInt64 {
    let wantsBelow = bits >> 8 & 1
    let hasNoAbove: UInt64 = domain.roomAbove == 0 ? 1 : 0
    let hasBelow: UInt64 = domain.roomBelow == 0 ? 0 : 1
    let below = 0 &- ((wantsBelow | hasNoAbove) & hasBelow)  // all bits or none
    let room = (domain.roomBelow & below) | (domain.roomAbove & ~below)
    let widest = UInt64(truncatingIfNeeded: 64 - room.leadingZeroBitCount)
    let allowed = max(1, widest &* UInt64(truncatingIfNeeded: size) / UInt64(Self.fullSize))
    let length = ((((bits >> 9) & 0x7fff) &* allowed) >> 15) &+ 1
    let distance = min(more &>> (64 &- length), room)
    return domain.target &+ ((distance ^ below) &- below)
  }

  /// One of `0..<count` by 32 of the given bits, without a division; a bias below 2^-25 for counts below 128.
  private static func below(_ count: UInt64, _ bits: UInt64) -> UInt64 { ((bits & 0xffff_ffff) &* count) >> 32 }

  mutating func happens(_ chance: Double) -> Bool {
    Double(random.next() >> 11) * 0x1p-53 < chance
  }

  mutating func weighted(_ weights: [Int], _ total: Int) -> UInt64 {
    var left = Int(random.next(upTo: UInt64(total - 1)))
    for (place, weight) in weights.enumerated() {
      if left < weight { return UInt64(place) }
      left -= weight
    }
    return 0
  }

  /// How long a collection of `count` elements is meant to get: now and then as short or as long as may be.
  @usableFromInline
  mutating func plannedLength(_ count: ClosedRange<Int>) -> Int {
    let least = count.lowerBound
    let most = min(count.upperBound - least, Self.longestPlan)
    guard most > 0 else { return least }
    let reach = UInt64(max(1, most * size / Self.fullSize))
    let bits = random.next()
    switch bits & 15 {
    case 0: return least
    case 1: return least + Int(reach)
    case 2...4:
      let widest = UInt64(64 - reach.leadingZeroBitCount)
      return least + Int(min(random.next() >> (64 - (Self.below(widest, bits >> 4) + 1)), reach))
    default: return least + Int(random.next(upTo: reach))
    }
  }
}
