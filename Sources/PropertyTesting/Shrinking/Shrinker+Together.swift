// Changes in two places at once, for cases in which neither change alone still fails.
extension Shrinker {
  /// Pairs tried in one pass; a small case has fewer.
  private static var pairsTried: Int { 48 }
  /// How many neighbours are deleted at once.
  private static var runsTried: ClosedRange<Int> { 2...4 }
  /// Different numbers whose parts are exchanged.
  private static var numbersExchanged: Int { 8 }
  /// How many numbers ahead a partner in trade is looked for.
  private static var tradePartners: Int { 2 }

  /// Deletes elements that must go together: a run of them, mirror images (brackets), any two of a short
  /// list, or one of each of two lists.
  mutating func deleteTogether() async {
    var span = 0
    while span < best.spans.count, !isSpent {
      if best.spans[span].label == .collection {
        while await deletePair(of: span) {}
        while await deleteFromTwo(span) {}
      }
      span += 1
    }
  }

  private mutating func deletePair(of collection: Int) async -> Bool {
    guard collection < best.spans.count else { return false }
    let items = best.items(of: collection)
    let last = items.count - 1
    guard last > 0 else { return false }
    for run in Self.runsTried where run <= items.count && !isSpent {
      for start in (0...(items.count - run)).reversed() {
        var ranks = best.ranks
        ranks.removeSubrange(items[start].lowerBound..<items[start + run - 1].upperBound)
        if await attempt(ranks) { return true }
      }
    }
    let mirrored = (0..<(items.count / 2)).map { ($0, last - $0) }.filter { $0.1 > $0.0 + 1 }
    let others = (0...last).lazy.flatMap { left in ((left + 1)..<max(left + 1, last)).map { (left, $0 + 1) } }
    for (left, right) in mirrored.prefix(Self.pairsTried) + others.prefix(max(0, Self.pairsTried - mirrored.count)) {
      var ranks = best.ranks
      ranks.removeSubrange(items[right])
      ranks.removeSubrange(items[left])
      if await attempt(ranks) { return true }
    }
    return false
  }

  /// The same element, counted from either end, of this list and of a later one.
  private mutating func deleteFromTwo(_ collection: Int) async -> Bool {
    guard collection < best.spans.count else { return false }
    let items = best.items(of: collection)
    guard !items.isEmpty else { return false }
    let end = best.spans[collection].end
    var tries = 0
    count(looks: best.spans.count - collection)
    // Those after it in the order of opening are within it or begin where it ends or later.
    for other in best.spans.indices[(collection + 1)...]
    where best.spans[other].label == .collection && best.spans[other].start >= end {
      let others = best.items(of: other)
      let shorter = min(items.count, others.count)
      for place in 0..<shorter {
        for (left, right) in [(place, place), (items.count - 1 - place, others.count - 1 - place)] {
          guard tries < Self.pairsTried else { return false }
          tries += 1
          var ranks = best.ranks
          ranks.removeSubrange(others[right])
          ranks.removeSubrange(items[left])
          if await attempt(ranks) { return true }
        }
      }
    }
    return false
  }

  /// Exchanges parts of one kind wherever they are, when the later one is the simpler.
  mutating func swapApart() async {
    var tries = 0
    var left = 0
    while left < best.spans.count, tries < Self.pairsTried, !isSpent {
      let first = best.spans[left]
      if first.label == .item || first.label.isNamed {
        count(looks: best.spans.count - left)
        for right in (left + 1)..<best.spans.count where best.isSimplerPart(right, than: left) {
          guard tries < Self.pairsTried else { break }
          tries += 1
          let (ranks, reordered) = best.swappingShapes(first, best.spans[right])
          if await attempt(ranks) { break }
          if let reordered, await attempt(reordered) { break }
        }
      }
      left += 1
    }
  }

  /// Gives two different numbers each other's places everywhere: names stay names.
  mutating func exchangeNumbers() async {
    var seen: [Choice] = []
    for choice in best.choices
    where choice.kind != .more && choice.kind != .flag && !seen.contains(choice) && seen.count < Self.numbersExchanged {
      seen.append(choice)
    }
    for (place, early) in seen.enumerated() {
      for late in seen[(place + 1)...]
      where late.kind == early.kind && late.domain == early.domain && late.rank < early.rank && !isSpent {
        let ranks = best.choices.map { $0 == early ? late.rank : $0 == late ? early.rank : $0.rank }
        if await attempt(ranks) { return await exchangeNumbers() }
      }
    }
  }

  /// Halves a number and doubles a later one, or takes one from it and doubles the other: products stay large.
  mutating func tradeNumbers() async {
    var place = 0
    while place < best.choices.count, !isSpent {
      let numbers = best.numbers(after: place, Self.tradePartners)
      for partner in numbers where partner < best.choices.count {
        for divisor in [UInt64(2), 1] {
          while let distance = Move.single(place).distance(in: best), distance > 1,
            let ranks = traded(place, partner, divisor == 2 ? distance / 2 : distance - 1), await attempt(ranks)
          {}
        }
      }
      if let next = numbers.first { await borrow(from: place, for: next) }
      place += 1
    }
  }

  /// Takes one from a number and makes the next as large as it goes, as in subtracting by columns: two words of one
  /// number, hours and minutes.
  private mutating func borrow(from place: Int, for next: Int) async {
    guard let distance = Move.single(place).distance(in: best), distance > 0, let other = best.choice(next),
      best.choices[place].kind == .integer, other.kind == .integer, other.value != other.domain.highest,
      var ranks = Move.single(place).ranks(distance - 1, in: best)
    else { return }
    ranks[next] = other.domain.rank(of: other.domain.highest)
    _ = await attempt(ranks)
  }

  private func traded(_ place: Int, _ partner: Int, _ distance: UInt64) -> [UInt64]? {
    guard partner < best.choices.count, best.choices[place].kind == .integer,
      var ranks = Move.single(place).ranks(distance, in: best)
    else { return nil }
    let other = best.choices[partner]
    let (step, room) =
      other.value >= other.domain.target
      ? (other.value - other.domain.target, other.domain.highest - other.value)
      : (other.domain.target - other.value, other.value - other.domain.lowest)
    guard step > 0, room > step else { return nil }
    let value = other.value >= other.domain.target ? other.value + step + 1 : other.value - step - 1
    guard other.domain.contains(value) else { return nil }
    ranks[partner] = other.domain.rank(of: value)
    return ranks
  }

  /// Takes a simpler alternative with a number that is not the simplest.
  mutating func varyAlternatives() async {
    var place = 0
    while place < best.choices.count, !isSpent {
      if best.choices[place].kind == .index, best.ranks[place] > 0, let owner = best.owner(of: place) {
        let range = best.spans[owner].range
        for rank in 0..<min(best.ranks[place], 2) where place + 1 < best.ranks.count && place + 1 < range.upperBound {
          var ranks = best.ranks
          ranks[place] = rank
          for other in (place + 1)..<range.upperBound { ranks[other] = 0 }
          ranks[place + 1] = 1
          if await attempt(ranks, within: owner) { break }
        }
      }
      place += 1
    }
  }
}

extension Recording {
  /// Two disjoint spans in each other's places; and the same with all numbers left where they are in the order of
  /// drawing: a tree turns over and still holds the same list.
  func swappingShapes(_ first: Span, _ second: Span) -> (ranks: [UInt64], reordered: [UInt64]?) {
    let places = swapping(first, second, in: Array(choices.indices))
    let swapped = places.map { ranks[$0] }
    guard first.label.isNamed else { return (swapped, nil) }
    let moved = places.filter { choices[$0].kind == .integer }
    let numbers = choices.indices.filter { choices[$0].kind == .integer }
    guard moved != numbers, Set(moved.map { choices[$0].domain.lastRank }).count == 1 else { return (swapped, nil) }
    var reordered = swapped
    for (target, source) in zip(places.indices.filter { choices[places[$0]].kind == .integer }, numbers) {
      reordered[target] = ranks[source]
    }
    return (swapped, reordered)
  }

  /// The first `count` integers after a place.
  fileprivate func numbers(after place: Int, _ count: Int) -> [Int] {
    Array(choices.indices[(place + 1)...].lazy.filter { choices[$0].kind == .integer }.prefix(count))
  }

  /// Whether a later span is of the same kind as another, apart from it, and simpler.
  fileprivate func isSimplerPart(_ later: Int, than span: Int) -> Bool {
    spans[later].label == spans[span].label && spans[later].start >= spans[span].end && isSimpler(later, than: span)
  }

  /// Whether a span's choices are simpler than another's.
  func isSimpler(_ span: Int, than other: Int) -> Bool {
    ranks[spans[span].range].lexicographicallyPrecedes(ranks[spans[other].range])
  }

  /// The ranks with two disjoint spans in each other's places.
  func swapping(_ first: Span, _ second: Span) -> [UInt64] { swapping(first, second, in: ranks) }

  private func swapping<Element>(_ first: Span, _ second: Span, in all: [Element]) -> [Element] {
    Array(
      all[..<Int(first.start)] + all[second.range] + all[Int(first.end)..<Int(second.start)] + all[first.range]
        + all[Int(second.end)...])
  }
}
