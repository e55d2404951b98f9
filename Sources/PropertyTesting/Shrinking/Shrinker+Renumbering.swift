extension Shrinker {
  private static var mergePartners: Int { 4 }
  /// Ranges of numbers that are renumbered by themselves.
  private static var rangesTried: Int { 4 }

  /// Deletes an element and lowers the numbers that point behind it: references by position stay true.
  mutating func deleteAndRenumber() async {
    var span = 0
    while span < best.spans.count, !isSpent {
      if best.spans[span].label == .collection {
        var item = best.items(of: span).count - 1
        while item >= 0, !isSpent {
          let items = span < best.spans.count ? best.items(of: span) : []
          if item < items.count { await deleteAndRenumber(item, of: items, in: best.spans[span].range) }
          item -= 1
        }
      }
      span += 1
    }
  }

  /// Which numbers point to elements nobody says: all of them, those within the collection, or those of one range.
  private mutating func deleteAndRenumber(_ item: Int, of items: [Range<Int>], in collection: Range<Int>) async {
    let pointers = best.ranks.indices.filter {
      !items[item].contains($0) && mayPoint($0, behind: item, of: items.count)
    }
    var ranges: [Domain] = []
    for place in pointers where !ranges.contains(best.choices[place].domain) {
      ranges.append(best.choices[place].domain)
    }
    var guesses = [pointers, pointers.filter(collection.contains)]
    if ranges.count > 1 {
      guesses += ranges.prefix(Self.rangesTried).map { range in pointers.filter { best.choices[$0].domain == range } }
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

  /// Deletes an element of one number and adds that to another, wrapping in its range: sums stay, even wrapped ones.
  mutating func mergeItems() async {
    var span = best.spans.count - 1
    while span >= 0, !isSpent {
      if span < best.spans.count, best.spans[span].label == .item { await mergeItem(span) }
      span -= 1
    }
  }

  private mutating func mergeItem(_ span: Int) async {
    let range = best.spans[span].range
    let numbers = range.filter { best.choices[$0].kind == .integer }
    guard let number = numbers.first, numbers.count == 1 else { return }
    let given = best.choices[number]
    let others = best.choices.indices.filter {
      $0 != number && best.choices[$0].kind == .integer && best.choices[$0].domain == given.domain
    }
    let near = others.sorted { (distance($0, number), $0) < (distance($1, number), $1) }.prefix(Self.mergePartners)
    for other in near {
      var ranks = best.ranks
      ranks[other] = given.domain.rank(of: sum(best.choices[other].value, given.value, in: given.domain))
      ranks.removeSubrange(range)
      if await attempt(ranks) { return }
    }
  }

  private func distance(_ one: Int, _ other: Int) -> Int { abs(one - other) }

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
