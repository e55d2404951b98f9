/// A case as the shrinker sees it: its choices, by rank, and the spans over them.
struct Recording: Equatable {
  let choices: [Choice]
  let ranks: [UInt64]
  let spans: [Span]

  init(choices: [Choice], spans: [Span]) {
    self.choices = choices
    self.spans = spans
    ranks = choices.map(\.rank)
  }

  /// Shortlex order: fewer choices are simpler; among as many, the first that differs decides.
  func isSimpler(than other: Recording) -> Bool {
    ranks.count != other.ranks.count
      ? ranks.count < other.ranks.count : ranks.lexicographicallyPrecedes(other.ranks)
  }

  /// A small number that changes when a choice's kind or domain does: it tells a token that its generator has changed.
  var shape: UInt64 {
    var hash = StableHash()
    for choice in choices {
      hash.combine(choice.kind.rawValue)
      for bound in [choice.domain.lowest, choice.domain.highest, choice.domain.target] { hash.combine(bound) }
    }
    return (hash.value ^ hash.value >> 32) & 0x1f_ffff  // three bytes in a token
  }

  /// The spans directly within `parent`. Spans lie in order of opening, so those within one follow it without a gap.
  func children(of parent: Int) -> [Int] {
    var found: [Int] = []
    var span = parent + 1
    while span < spans.count, spans[span].parent >= Int32(parent) {
      if spans[span].parent == Int32(parent) { found.append(span) }
      span += 1
    }
    return found
  }

  /// The ranges of a collection's elements.
  func items(of collection: Int) -> [Range<Int>] {
    children(of: collection).filter { spans[$0].label == .item }.map { spans[$0].range }
  }

  /// The innermost span around a choice.
  func owner(of choice: Int) -> Int? { spans.lastIndex { $0.range.contains(choice) } }
}
