/// Which parts of a smallest case don't matter: with whatever else in their place it fails in the same way.
struct Explanation<Input: Sendable> {
  /// Others that are tried in the place of one part.
  private static var tries: Int { 20 }
  /// Of these so many are enough to know where the part shows.
  private static var triesForPath: Int { 10 }
  /// Choices that a part may become longer by.
  private static var mostFurther: Int { 16 }
  /// Fewer different ones say nothing, unless there are no more.
  private static var leastDifferent: Int { 4 }

  private let trial: Trial<Input>
  private let smallest: Counterexample
  private let best: Recording
  private var random: Xoshiro256
  /// Runs of the body that are left.
  private var budget: Int
  private var isOver: () -> Bool
  private(set) var paths: [String] = []

  init(
    _ trial: Trial<Input>, _ smallest: Counterexample, _ best: Recording, _ random: Xoshiro256, budget: Int,
    isOver: @escaping () -> Bool
  ) {
    self.trial = trial
    self.smallest = smallest
    self.best = best
    self.random = random
    self.budget = budget
    self.isOver = isOver
  }

  /// Finds the largest parts that don't matter.
  mutating func explain() async { await explain(span: 0, within: nil) }

  private mutating func explain(span: Int, within outer: [Substring]?) async {
    guard span < best.spans.count else { return await explain(choices: Array(best.choices.indices), within: outer) }
    let range = best.spans[span].range
    let (isFree, path) = await tried(range, span: span, within: outer)
    if isFree { return }
    // Others in the place of a list's element may end the list and move what is behind it.
    let here = path.map { $0.count >= outer?.count ?? 0 ? $0 : outer } ?? outer
    let children = best.children(of: span)
    for child in children { await explain(span: child, within: here) }
    let own = range.filter { choice in !children.contains { best.spans[$0].range.contains(choice) } }
    await explain(choices: own, within: here)
  }

  /// Choices that are no part of a further span.
  private mutating func explain(choices: [Int], within outer: [Substring]?) async {
    for choice in choices { _ = await tried(choice..<choice + 1, span: nil, within: outer) }
  }

  /// Whether the case fails alike whatever these choices are, and where in the value they show. A part that shows where a
  /// larger one does, such as a letter of a text, has no name of its own and is not noted.
  private mutating func tried(
    _ range: Range<Int>, span: Int?, within outer: [Substring]?
  ) async -> (isFree: Bool, path: [Substring]?) {
    guard range.contains(where: { best.choices[$0].domain.lastRank > 0 }) else { return (false, nil) }
    var different: Set<String> = []
    var path: [Substring]?
    var failsAlike = true
    // Where a part shows is known by some others in its place, also when they need not be judged any more.
    for attempt in 0..<Self.tries where failsAlike || attempt < Self.triesForPath {
      guard budget > 0, !isOver() else { return (false, path) }
      var ranks = best.ranks
      for place in range { ranks[place] = other(best.choices[place].domain, attempt) }
      // What has become longer reads further numbers, which end with the part.
      let further = span == nil ? [] : furtherRanks()
      ranks.insert(contentsOf: further, at: range.upperBound)
      let fence = span.map { ChoiceSource.Fence(span: $0, end: range.upperBound + further.count) }
      trial.heart.begin(.following, attempt)
      let made = trial.made(ranks, fence: fence)
      trial.heart.rest()
      guard let made, let input = trial.input, span != nil || made.ranks.count == best.ranks.count else { continue }
      let text = Rendering.text(input)
      guard text != smallest.text, different.insert(text).inserted else { continue }
      path = Self.common(path, Self.path(from: smallest.value, to: input))
      guard failsAlike else { continue }
      budget -= 1
      trial.heart.begin(.candidate, attempt)
      let verdict = await trial.judge(input)
      trial.heart.rest()
      guard !isOver() else { return (false, path) }
      switch verdict {
      case .held: failsAlike = false
      case .discarded: different.remove(text)
      case .failed(let failure): failsAlike = failure.origin == smallest.failure.origin
      }
    }
    let possible = range.reduce(UInt64(0)) { min(1_000, $0 + min(1_000, best.choices[$1].domain.lastRank)) }
    guard failsAlike, let path, different.count >= min(Self.leastDifferent, Int(possible)) else { return (false, path) }
    if path != outer { paths.append(path.joined()) }
    return (true, path)
  }

  /// Near ones first, then any.
  private mutating func other(_ domain: Domain, _ attempt: Int) -> UInt64 {
    attempt < Self.leastDifferent
      ? random.next(upTo: min(domain.lastRank, UInt64(attempt) + 1)) : random.next(upTo: domain.lastRank)
  }

  /// Half of them answers to yes or no, which tells lists to go on.
  private mutating func furtherRanks() -> [UInt64] {
    (0..<Self.mostFurther).map { _ in
      random.next() & 1 == 0 ? random.next() & 1 : random.next(upTo: 1 << random.next(upTo: 7))
    }
  }

  // MARK: - Ways to parts

  /// The way to all in which two values differ, in pieces such as `.caller` and `[2]`.
  private static func path(from one: Any, to other: Any) -> [Substring] {
    var comparison = Comparison()
    if let one = one as? any PartedForComparison, let other = other as? any PartedForComparison {
      for (part, otherPart) in zip(one.parts, other.parts) {
        comparison.compare(part.value, otherPart.value, at: "." + part.name)
      }
    } else {
      comparison.compare(one, other, at: "")
    }
    let paths = comparison.parts.map { part in
      // An element more or less is a difference of the list.
      let isOfList =
        part.lines[0].hasPrefix(part.path + ": unexpected ") || part.lines[0].hasPrefix(part.path + ": missing ")
      return Array(pieces(of: part.path).dropLast(isOfList ? 1 : 0))
    }
    guard let first = paths.first else { return [] }
    return paths.dropFirst().reduce(first) { common($0, $1) }
  }

  private static func common(_ one: [Substring]?, _ other: [Substring]) -> [Substring] {
    guard let one else { return other }
    return zip(one, other).prefix { $0 == $1 }.map(\.0)
  }

  private static func pieces(of path: String) -> [Substring] {
    var pieces: [Substring] = []
    var start = path.startIndex
    for place in path.indices where place > start && (path[place] == "." || path[place] == "[") {
      pieces.append(path[start..<place])
      start = place
    }
    if start < path.endIndex { pieces.append(path[start...]) }
    return pieces
  }
}

/// A value that is printed as a whole, but has parts to name.
private protocol PartedForComparison {
  var parts: [(name: String, value: Any)] { get }
}

extension Scheduled: PartedForComparison {
  fileprivate var parts: [(name: String, value: Any)] { [("input", input), ("schedule", schedule)] }
}

extension Run {
  /// The smallest case with what of it doesn't matter.
  func explained(_ smallest: Counterexample) async -> Counterexample {
    guard settings.maximumExplanations > 0, !board.isStopped,
      case .exact(let ranks, let shape)? = smallest.token?.subject
    else { return smallest }
    trial.heart.begin(.following, 0)
    let isMade = trial.restore(ranks, shape: shape) != nil
    trial.heart.rest()
    guard isMade else { return smallest }
    let random = Xoshiro256(run: settings.seed, property: StableHash.of(law.name.title), case: .max - 1)
    let board = board
    var explanation = Explanation(
      trial, smallest, trial.recording, random, budget: settings.maximumExplanations
    ) { board.isStopped || board.takeHungCandidate() }
    await explanation.explain()
    var explained = smallest
    explained.freeParts = explanation.paths
    return explained
  }
}
