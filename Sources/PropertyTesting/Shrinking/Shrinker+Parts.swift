// Loops that a generator writes itself ("while one more: draw") are no collections: their rounds are deleted by trying.
extension Shrinker {
  /// A generator with fewer parts than this is a record rather than a loop.
  private static var fewestParts: Int { 4 }
  private static var partsOfARound: ClosedRange<Int> { 1...3 }

  /// Deletes runs of what a generator drew one after the other, twice as many each time while that works.
  mutating func deleteParts() async {
    var span = Int(Span.none)
    while span < best.spans.count, !isSpent {
      if span == Span.none || (best.spans[span].label != .collection && best.spans[span].label != .item) {
        for size in Self.partsOfARound {
          guard best.parts(of: span).count >= Self.fewestParts else { break }
          await deleteParts(of: span, size)
        }
      }
      span += 1
    }
  }

  private mutating func deleteParts(of span: Int, _ size: Int) async {
    var (parts, seen) = (best.parts(of: span), improvements)
    var end = parts.count
    var rounds = 1
    while end > 0, !isSpent {
      if seen != improvements { (parts, seen) = (best.parts(of: span), improvements) }
      end = min(end, parts.count)
      let start = end - size * rounds
      guard start >= 0 else {
        if rounds == 1 { return }
        rounds = 1
        continue
      }
      var ranks = best.ranks
      ranks.removeSubrange(parts[start].lowerBound..<parts[end - 1].upperBound)
      if await attempt(ranks) {
        end = start
        rounds *= 2
      } else if rounds > 1 {
        rounds = 1
      } else {
        end -= 1
      }
    }
  }
}

extension Recording {
  /// The parts of a span in order: its own choices one by one, and the spans within it; of the whole for `Span.none`.
  func parts(of span: Int) -> [Range<Int>] {
    guard span < spans.count else { return [] }
    let whole = span >= 0 ? spans[span].range : ranks.indices
    var parts: [Range<Int>] = []
    var place = whole.lowerBound
    var child = span + 1
    while place < whole.upperBound {
      while child < spans.count, Int(spans[child].start) < place { child += 1 }
      if child < spans.count, spans[child].parent == Int32(span), Int(spans[child].start) == place,
        !spans[child].range.isEmpty
      {
        parts.append(spans[child].range)
        place = spans[child].range.upperBound
      } else if child < spans.count, Int(spans[child].start) == place {
        child += 1
      } else {
        parts.append(place..<(place + 1))
        place += 1
      }
    }
    return parts
  }
}
