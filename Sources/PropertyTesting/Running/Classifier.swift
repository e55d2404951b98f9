/// All of a property's labels and demands; what it counts goes into a tally.
struct Classifier<Input: Sendable>: Sendable {
  /// Demands on the labels of `labels`, then those of the rules.
  let demands: [Coverage]
  private let labels: (@Sendable (Input) -> [String])?
  private let byLabel: Int
  private let rules: [Classification<Input>.Rule]

  init(
    labels: (@Sendable (Input) -> [String])?, coverage: [Coverage], classifying: [Classification<Input>]
  ) {
    self.labels = labels
    byLabel = coverage.count
    rules = classifying.map(\.rule)
    demands =
      coverage
      + rules.compactMap { rule in
        if case .bears(_, let demand, _) = rule { demand } else { nil }
      }
  }

  var emptyTally: Tally { Tally(demands: demands.count, slots: rules.count) }

  /// Whether there is anything to label.
  var isLabelled: Bool { labels != nil || !rules.isEmpty }

  /// Labels a case that held and is counted.
  func label(_ input: Input, in tally: inout Tally) { classify(input, isCase: true, &tally) }

  /// Counts a value that was only drawn.
  func sample(_ input: Input, in tally: inout Tally) {
    tally.samples += 1
    classify(input, isCase: false, &tally)
  }

  private func classify(_ input: Input, isCase: Bool, _ tally: inout Tally) {
    if let names = labels?(input), !names.isEmpty {
      if isCase { tally.count(labels: names) }
      for place in 0..<byLabel where names.contains(demands[place].label) { tally.hits[place] += 1 }
    }
    var demand = byLabel
    for slot in rules.indices {
      switch rules[slot] {
      case .bears(_, let demanded, let predicate):
        let bears = predicate(input)
        if bears, isCase { tally.slots[slot] += 1 }
        if demanded != nil {
          if bears { tally.hits[demand] += 1 }
          demand += 1
        }
      case .collects(let label, let text):
        if isCase { tally.count(labels: ["\(label): \(text(input))"]) }
      }
    }
  }

  func labelCounts(_ tally: Tally) -> [LabelCount] {
    var counts = tally.byLabel
    for (slot, rule) in rules.enumerated() where tally.slots[slot] > 0 {
      if case .bears(let label, _, _) = rule { counts[label, default: 0] += tally.slots[slot] }
    }
    return Tally.sorted(counts, of: tally.labelled)
  }

  func shares(_ tally: Tally) -> [CoverageShare] {
    demands.indices.map { CoverageShare(demand: demands[$0], hits: tally.hits[$0], samples: tally.samples) }
  }

  func isUndecided(_ tally: Tally) -> Bool {
    demands.indices.contains { demands[$0].verdict(tally.hits[$0], of: tally.samples) == .undecided }
  }
}
