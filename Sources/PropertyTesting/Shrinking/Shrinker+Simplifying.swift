extension Shrinker {
  /// Alternatives tried in the place of a later one, the simplest first.
  private static var alternativesTried: UInt64 { 4 }

  /// Makes whole parts as simple as they get: all of a span, what a collection holds, a simpler alternative.
  mutating func simplifySpans() async {
    var span = 0
    while span < best.spans.count, !isSpent {
      let range = best.spans[span].range
      if best.ranks[range].contains(where: { $0 > 0 }) {
        if await attempt(zeroing(range) { _ in true }, within: span) {
          span += 1
          continue
        }
        if await attempt(zeroing(range) { $0.kind != .more }, within: span) == false {
          await simplifyAlternative(span)
        }
      }
      span += 1
    }
  }

  private func zeroing(_ range: Range<Int>, where condition: (Choice) -> Bool) -> [UInt64] {
    var ranks = best.ranks
    for place in range where condition(best.choices[place]) { ranks[place] = 0 }
    return ranks
  }

  /// Takes a simpler alternative at the head of a span, with the simplest of what belongs to it.
  private mutating func simplifyAlternative(_ span: Int) async {
    let range = best.spans[span].range
    guard let head = range.first, best.choices[head].kind == .index || best.choices[head].kind == .flag else { return }
    for rank in 0..<min(best.ranks[head], Self.alternativesTried) {
      var ranks = zeroing(range) { _ in true }
      ranks[head] = rank
      if await attempt(ranks, within: span) { return }
    }
  }

  /// Puts equal siblings (elements of a list, parts of a record) into order of simplicity, and neighbouring numbers too.
  mutating func sortSiblings() async {
    var parent = Int(Span.none)
    while parent < best.spans.count, !isSpent {
      var place = 0
      var children = best.children(of: parent)
      while place + 1 < children.count, !isSpent {
        if await swap(children[place], children[place + 1]) {
          children = best.children(of: parent)
          place = max(0, place - 1)
        } else {
          place += 1
        }
      }
      parent += 1
    }
    var place = 0
    while place + 1 < best.choices.count, !isSpent {
      let (left, right) = (best.choices[place], best.choices[place + 1])
      if left.kind == right.kind, left.rank > right.rank, left.rank <= right.domain.lastRank {
        var ranks = best.ranks
        ranks.swapAt(place, place + 1)
        if await attempt(ranks) {
          place = max(0, place - 1)
          continue
        }
      }
      place += 1
    }
  }

  /// Exchanges two spans when the later one is the simpler.
  private mutating func swap(_ left: Int, _ right: Int) async -> Bool {
    let (first, second) = (best.spans[left], best.spans[right])
    guard first.label == second.label else { return false }
    guard best.isSimpler(right, than: left) else { return false }
    return await attempt(best.swapping(first, second))
  }
}
