// Numbers that decide how much follows: lowering one takes something away, and which is a question of its own.
extension Shrinker {
  /// Parts of a generator that are taken away one by one for a lower number.
  private static var partsTried: Int { 64 }

  /// Lowers numbers that decide how much follows, together with deleting as much of what follows.
  mutating func lowerCounts() async {
    var place = 0
    while place < best.choices.count, !isSpent {
      if best.choices[place].kind == .integer, best.ranks[place] > 0, let lower = lengthOneBelow(place) {
        await lowerAligned(place)
        await lowerWithItems(place)
        if lower < best.ranks.count { await lowerWithParts(place, of: best.ranks.count - lower) }
      }
      place += 1
    }
  }

  mutating func decidesLength(_ place: Int) -> Bool { lengthOneBelow(place) != nil }

  /// How many choices there are when this one is a rank lower; `nil` when as many.
  private mutating func lengthOneBelow(_ place: Int) -> Int? {
    guard best.choice(place)?.rank ?? 0 > 0 else { return nil }
    var ranks = best.ranks
    ranks[place] -= 1
    let length = preview(ranks)?.ranks.count
    return length == best.ranks.count ? nil : length
  }

  /// Every part keeps what it has, at its beginning or at its end: a square with one row and one column less.
  private mutating func lowerAligned(_ place: Int) async {
    for anchor in [AlignedScript.Anchor.first, .last] {
      var step: UInt64 = 1
      while let rank = best.choice(place)?.rank, step <= rank, !isSpent {
        var ranks = best.ranks
        ranks[place] -= step
        if await attempt(AlignedScript(ranks, best.spans, anchor: anchor)) {
          step *= 2
        } else if step > 1 {
          step = 1
        } else {
          break
        }
      }
    }
  }

  private mutating func lowerWithItems(_ place: Int) async {
    var span = 0
    while span < best.spans.count, !isSpent {
      if best.spans[span].label == .collection, Int(best.spans[span].start) > place {
        await deleteItems(of: span, lowering: place)
      }
      span += 1
    }
  }

  /// A loop that draws so many times without making a list of it: each time made `size` choices.
  private mutating func lowerWithParts(_ place: Int, of size: Int) async {
    guard let owner = best.owner(of: place) else { return }
    var end = best.spans[owner].range.upperBound
    var tries = 0
    while owner < best.spans.count, end - size > place, tries < Self.partsTried, !isSpent {
      end = min(end, best.spans[owner].range.upperBound)
      guard end - size > place, best.ranks[place] > 0 else { return }
      var ranks = best.ranks
      ranks[place] -= 1
      ranks.removeSubrange((end - size)..<end)
      tries += 1
      if await attempt(ranks) { tries = 0 }
      end -= size
    }
  }
}
