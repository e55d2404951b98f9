/// Finds a value that is not there yet, starting from the choices of one that is: it counts on through all choices of the
/// generator, from their last one, round to the simplest. What it finds depends on the recorded choices alone, so sets
/// are replayed and shrunk like lists, and a small domain is used up to its last value.
struct DistinctSearch<Element>: ~Copyable {
  /// Values looked at for one element.
  private static var maximumProbes: Int { 4_096 }

  private let element: Gen<Element>
  private var scratch = ChoiceSource()

  private let treeBudget: TreeBudget
  private let maximumWork: Int

  /// A search that stops when it has done `maximumWork` or looked at `maximumProbes` values.
  init(_ element: Gen<Element>, _ treeBudget: TreeBudget, maximumWork: Int) {
    self.element = element
    self.treeBudget = treeBudget
    self.maximumWork = maximumWork
  }

  /// The work done so far.
  var work: Int { scratch.work }

  /// The ranks of the first value that `isNew` after the one that `choices` made; `nil` when there is none, or none
  /// nearby.
  mutating func next(after choices: [Choice], where isNew: (Element) -> Bool) -> [UInt64]? {
    var ranks = choices.map(\.rank)
    var choices = choices
    var hasWrapped = false
    for probe in 1...Self.maximumProbes where work < maximumWork {
      let place = choices.indices.last { choices[$0].kind == .real || ranks[$0] < choices[$0].domain.lastRank }
      if let place {
        ranks.removeSubrange((place + 1)...)
        ranks[place] = Self.following(choices[place], ranks[place], probe)
      } else {
        if hasWrapped { return nil }
        hasWrapped = true
        ranks = []
      }
      scratch.follow(ranks, .following)
      scratch.probing = maximumWork - work
      scratch.treeBudget = treeBudget
      let value = try? element.drawnAlone(from: &scratch)
      choices = scratch.choices.array
      for place in ranks.count..<max(ranks.count, choices.count) { ranks.append(choices[place].rank) }
      if ranks.count > choices.count { ranks.removeSubrange(choices.count...) }
      if let value, isNew(value) { return choices.map(\.rank) }
    }
    return nil
  }

  /// The next rank; where a range of reals is narrow the simpler ones are outside it, and neighbours are found by bits.
  private static func following(_ choice: Choice, _ rank: UInt64, _ probe: Int) -> UInt64 {
    guard choice.kind == .real else { return rank + 1 }
    if probe <= 4, rank < choice.domain.lastRank { return rank + 1 }
    let step = UInt64(probe / 2) << 42
    let bits = RealOrder.number(at: choice.value).bitPattern
    let neighbour = Double(bitPattern: probe.isMultiple(of: 2) ? bits &+ step : bits &- step)
    let place = RealOrder.place(of: neighbour)
    return place < choice.domain.target ? 0 : place - choice.domain.target
  }
}

extension Gen {
  fileprivate func drawnAlone(from source: inout ChoiceSource) throws(Discard) -> Value { try source.draw(self) }
}
