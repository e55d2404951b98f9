extension Shrinker {
  private static var mergePartners: Int { 4 }
  /// Numbers of an element that are given to others, one at a time.
  private static var numbersMerged: Int { 4 }
  /// Ranges of numbers that are renumbered by themselves.
  private static var rangesTried: Int { 4 }

  /// Deletes an element and lowers the numbers that point behind it: references by position stay true.
  mutating func deleteAndRenumber() async {
    var span = 0
    while span < best.spans.count, !isSpent {
      if best.spans[span].label == .collection {
        var (items, seen) = (best.items(of: span), improvements)
        var item = items.count - 1
        while item >= 0, !isSpent {
          if seen != improvements {
            (items, seen) = (span < best.spans.count ? best.items(of: span) : [], improvements)
          }
          if item < items.count { await deleteAndRenumber(item, of: items, in: best.spans[span].range) }
          item -= 1
        }
      }
      span += 1
    }
  }

  /// Which numbers point to elements nobody says: all of them, those within the collection, or those of one range.
  private mutating func deleteAndRenumber(_ item: Int, of items: [Range<Int>], in collection: Range<Int>) async {
    count(looks: best.ranks.count)
    let pointers = best.ranks.indices.filter {
      !items[item].contains($0) && mayPoint($0, behind: item, of: items.count)
    }
    var ranges: [Domain] = []
    for place in pointers
    where ranges.count < Self.rangesTried && !ranges.contains(best.choices[place].domain) {
      ranges.append(best.choices[place].domain)
    }
    var guesses = [pointers, pointers.filter(collection.contains)]
    if ranges.count > 1 {
      guesses += ranges.map { range in pointers.filter { best.choices[$0].domain == range } }
    }
    for guess in guesses where !guess.isEmpty {
      var ranks = best.ranks
      for place in guess { ranks[place] -= 1 }
      ranks.removeSubrange(items[item])
      if await attempt(ranks) { return }
    }
  }

  private func mayPoint(_ place: Int, behind item: Int, of count: Int) -> Bool {
    let choice = best.choices[place]
    return (choice.kind == .integer || choice.kind == .index) && choice.domain.target == choice.domain.lowest
      && choice.rank > UInt64(item) && choice.rank <= UInt64(count)
  }

  /// Deletes an element and adds a number of it to another, wrapping in its range: sums stay, even wrapped ones.
  mutating func mergeItems() async {
    var span = best.spans.count - 1
    while span >= 0, !isSpent {
      if span < best.spans.count, best.spans[span].label == .item { await mergeItem(span) }
      span -= 1
    }
  }

  private mutating func mergeItem(_ span: Int) async {
    let item = best.spans[span].range
    let numbers = item.filter { best.choices[$0].kind == .integer }
    // The numbers of a list within the element are many, and that list has its own way to give some away.
    guard numbers.count == 1 || !best.holdsCollection(span) else { return }
    for number in numbers.prefix(Self.numbersMerged) {
      let given = best.choices[number]
      let near = best.nearest(to: number, outside: item, Self.mergePartners)
      count(looks: best.choices.count)
      for other in near {
        var ranks = best.ranks
        ranks[other] = given.domain.rank(of: sum(best.choices[other].value, given.value, in: given.domain))
        ranks.removeSubrange(item)
        if await attempt(ranks) { return }
      }
    }
  }

  /// The sum of two numbers by their distance from the target, wrapped into the domain.
  private func sum(_ one: UInt64, _ other: UInt64, in domain: Domain) -> UInt64 {
    let offset = (one &- domain.target) &+ (other &- domain.target) &+ domain.roomBelow
    let count = domain.lastRank &+ 1
    guard count > 0 else { return domain.target &+ offset &- domain.roomBelow }
    // The offset is a signed number here: within 64 bits its remainder must not be negative.
    let remainder = Int64(bitPattern: offset) >= 0 || count > 1 << 62 ? offset % count : wrapped(offset, count)
    return domain.lowest + remainder
  }

  private func wrapped(_ offset: UInt64, _ count: UInt64) -> UInt64 {
    let remainder = Int64(bitPattern: offset) % Int64(bitPattern: count)
    return UInt64(bitPattern: remainder < 0 ? remainder + Int64(bitPattern: count) : remainder)
  }
}

extension Recording {
  /// Whether there is a collection within a span.
  fileprivate func holdsCollection(_ span: Int) -> Bool {
    spans[(span + 1)...].prefix { $0.start < spans[span].end }.contains { $0.label == .collection }
  }

  /// Integers of the same domain as that at `place`, the nearest first, of two as near the earlier.
  fileprivate func nearest(to place: Int, outside item: Range<Int>, _ count: Int) -> [Int] {
    let domain = choices[place].domain
    var found: [Int] = []
    func add(_ other: Int) {
      guard found.count < count, choices.indices.contains(other), !item.contains(other) else { return }
      if choices[other].kind == .integer, choices[other].domain == domain { found.append(other) }
    }
    for distance in 1..<max(2, choices.count) where found.count < count {
      add(place - distance)
      add(place + distance)
    }
    return found
  }
}
