extension Shrinker {
  private static var descendantsTried: Int { 16 }
  private static var roomsTried: Int { 4 }

  /// Deletes elements of collections, outer collections first, later elements first.
  mutating func deleteItems() async {
    var span = 0
    while span < best.spans.count, !isSpent {
      if best.spans[span].label == .collection { await deleteItems(of: span) }
      span += 1
    }
  }

  /// Deletes runs of elements, twice as many each time while that works; with `count`, lowers that choice by as many.
  mutating func deleteItems(of collection: Int, lowering count: Int? = nil) async {
    var (items, seen) = (best.items(of: collection), improvements)
    var end = items.count
    var run = 1
    while end > 0, !isSpent {
      if seen != improvements {
        (items, seen) = (collection < best.spans.count ? best.items(of: collection) : [], improvements)
      }
      end = min(end, items.count)
      guard end > 0 else { return }
      run = min(run, end)
      if await attempt(without(items[(end - run)..<end], lowering: count)) {
        end -= run
        run *= 2
      } else if run > 1 {
        run = 1
      } else {
        end -= 1
      }
    }
  }

  private func without(_ items: ArraySlice<Range<Int>>, lowering count: Int?) -> [UInt64] {
    var ranks = best.ranks
    if let count, let choice = best.choice(count), choice.rank >= UInt64(items.count) {
      ranks[count] -= UInt64(items.count)
    }
    guard let first = items.first, let last = items.last else { return ranks }
    ranks.removeSubrange(first.lowerBound..<last.upperBound)
    return ranks
  }

  /// Deletes tries of filters that came to nothing.
  mutating func deleteAttempts() async {
    var span = 0
    while span < best.spans.count, !isSpent {
      if best.spans[span].label == .attempt {
        var ranks = best.ranks
        ranks.removeSubrange(best.spans[span].range)
        if await attempt(ranks) { continue }
      }
      span += 1
    }
  }

  /// Puts a part in the place of a whole of the same kind: a tree becomes one of its subtrees.
  mutating func hoistDescendants() async {
    var span = 0
    while span < best.spans.count, !isSpent {
      if best.spans[span].label.isNamed, await hoistDescendant(of: span) { continue }
      span += 1
    }
  }

  private mutating func hoistDescendant(of span: Int) async -> Bool {
    let whole = best.spans[span]
    let parts = best.spans[(span + 1)...]
      .prefix { $0.start < whole.end }
      .filter { $0.label == whole.label && $0.range.count < whole.range.count }
    for part in parts.prefix(Self.descendantsTried) {
      let ranks = best.ranks[..<Int(whole.start)] + best.ranks[part.range] + best.ranks[Int(whole.end)...]
      if await attempt(Array(ranks)) { return true }
      if await attemptInSmallerRoom(Array(ranks), before: Int(whole.start)) { return true }
    }
    return false
  }

  /// The same when something before the part says how large it may get: a part that has moved up has room again, and
  /// spends it on choices that it did not have below.
  private mutating func attemptInSmallerRoom(_ ranks: [UInt64], before start: Int) async -> Bool {
    let numbers = (0..<start).filter { best.choices[$0].kind == .integer && best.ranks[$0] > 0 }
    for place in numbers.prefix(Self.roomsTried) where decidesLength(place) {
      var smaller = ranks
      while smaller[place] > 0 {
        smaller[place] /= 2
        if await attempt(smaller) { return true }
      }
    }
    return false
  }

  /// Makes one list of two neighbours: deletes the end of the one and the beginning of the other's element.
  mutating func joinCollections() async {
    var place = 0
    while place + 1 < best.choices.count, !isSpent {
      let (stop, next) = (best.choices[place], best.choices[place + 1])
      if stop.kind == .more, stop.value == 0, next.kind == .more, next.value == 1 {
        var ranks = best.ranks
        ranks.removeSubrange(place...(place + 1))
        if await attempt(ranks) { continue }
      }
      place += 1
    }
  }
}

extension Recording {
  func choice(_ place: Int) -> Choice? { choices.indices.contains(place) ? choices[place] : nil }
}
