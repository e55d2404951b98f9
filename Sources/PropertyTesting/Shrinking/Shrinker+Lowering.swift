extension Shrinker {
  /// How many numbers ahead a partner is looked for.
  private static var partners: Int { 4 }

  /// Lowers every choice by itself, again while that makes the numbers shorter: of two that bound each other, the first
  /// may give way only after the second. Two that hang together leap over each other in small steps and are for
  /// `lowerPairs`.
  mutating func lowerEach() async {
    var before: Int
    repeat {
      before = best.bits
      var place = 0
      while place < best.choices.count, !isSpent {
        let kind = best.choices[place].kind
        if kind != .more, kind != .real, best.ranks[place] > 0 { await lower(place) }
        place += 1
      }
    } while best.bits < before && !isSpent
  }

  /// Lowers numbers that are equal, all of a kind together: a duplicate stays a duplicate.
  mutating func lowerEqualsTogether() async {
    var (equalPlaces, seen) = (best.equalPlaces, improvements)
    var place = 0
    while place < best.choices.count, !isSpent {
      if seen != improvements { (equalPlaces, seen) = (best.equalPlaces, improvements) }
      if let equals = equalPlaces[place] {
        await approach(.together(equals))
        for other in equals.dropFirst().prefix(Self.partners) where equals.count > 2 && !isSpent {
          guard other < best.choices.count, best.choices[place] == best.choices[other] else { break }
          await approach(.together([place, other]))
        }
      }
      place += 1
    }
  }

  /// Lowers two numbers that hang together by their difference or their sum.
  mutating func lowerPairs() async {
    var place = 0
    while place < best.choices.count, !isSpent {
      for other in partners(of: place, best.ranks.count) {
        for move in [Move.shift(place, other), .transfer(place, other)] {
          guard let distance = move.distance(in: best), distance > 0 else { break }
          // One step tells whether the two hang together, or the whole way, should one step be too little.
          guard let step = move.ranks(distance - 1, in: best) else { continue }
          if await attempt(step) { await approach(move) } else { await tryAll(move) }
        }
      }
      place += 1
    }
  }

  private mutating func tryAll(_ move: Move) async {
    if let ranks = move.ranks(0, in: best) { _ = await attempt(ranks) }
  }

  private func partners(of place: Int, _ end: Int) -> [Int] {
    guard best.choices[place].kind == .integer, best.ranks[place] > 0 else { return [] }
    let numbers = ((place + 1)..<end).lazy.filter { [best] in best.choices[$0].kind == .integer }
    return Array(numbers.prefix(Self.partners))
  }

  /// The least of one choice: the three simplest values, then nearer to the target, then the other side of it.
  private mutating func lower(_ place: Int) async {
    for rank in 0..<min(3, best.ranks[place]) where await attempt(place, rank) { return }
    await approach(.single(place))
    guard let choice = best.choice(place), choice.rank > 2 else { return }
    let domain = choice.domain
    let distance = domain.distance(of: choice.value)
    if choice.value < domain.target, domain.roomAbove >= distance, await attempt(place, choice.rank - 1) {
      await approach(.single(place))
    }
    for step in UInt64(1)...2 {
      guard let rank = best.choice(place)?.rank, rank > step else { return }
      _ = await attempt(place, rank - step)
    }
  }

  private mutating func attempt(_ place: Int, _ rank: UInt64) async -> Bool {
    guard place < best.ranks.count else { return false }
    var ranks = best.ranks
    ranks[place] = rank
    return await attempt(ranks, within: best.owner(of: place))
  }

  /// Brings a number as near to its target as it goes: doubling distances from the target outwards, then halving what is
  /// left between one that does not fail and one that does, then by steps, as failing need not be monotone.
  mutating func approach(_ move: Move) async {
    guard let start = move.distance(in: best), start > 0 else { return }
    if await attempt(move, 0) { return }
    var low: UInt64 = 0
    var probe: UInt64 = 1
    while let now = move.distance(in: best), probe < now, !isSpent {
      if await attempt(move, probe) { break }
      low = probe
      probe = probe > .max / 2 ? .max : probe * 2 + 1
    }
    while let now = move.distance(in: best), now > low + 1, !isSpent {
      let middle = low + (now - low) / 2
      if await attempt(move, middle) == false { low = middle }
    }
    await descend(move)
  }

  private mutating func descend(_ move: Move) async {
    var step: UInt64 = 2
    while let now = move.distance(in: best), now >= step, step <= .max / 2, await attempt(move, now - step) {
      step *= 2
    }
    while step > 2 {
      step /= 2
      while let now = move.distance(in: best), now >= step, await attempt(move, now - step) {}
    }
  }

  private mutating func attempt(_ move: Move, _ distance: UInt64) async -> Bool {
    guard let ranks = move.ranks(distance, in: best) else { return false }
    return await attempt(ranks, within: move.fence(in: best))
  }
}

extension Recording {
  /// The places of equal choices that can be lowered, two and more, by the first of them.
  fileprivate var equalPlaces: [Int: [Int]] {
    // Only ever asked for one choice or one place, so their order shows nowhere.
    var firsts: [Choice: Int] = [:]
    var places: [Int: [Int]] = [:]
    for place in choices.indices where choices[place].kind != .more && ranks[place] > 0 {
      if let first = firsts[choices[place]] {
        places[first, default: [first]].append(place)
      } else {
        firsts[choices[place]] = place
      }
    }
    return places
  }

  /// The bits of all ranks together.
  fileprivate var bits: Int { ranks.reduce(0) { $0 + UInt64.bitWidth - $1.leadingZeroBitCount } }
}
