/// What came of some cases, in numbers that add up.
struct Tally: Equatable {
  /// Cases that held or failed.
  var cases = 0
  /// Those of them that held, whose labels are counted.
  var labelled = 0
  /// Values whose demanded labels are counted.
  var samples = 0
  /// Of each demand.
  var hits: [Int]
  /// Of each rule that bears a label.
  var slots: [Int]
  private(set) var byLabel: [String: Int] = [:]
  private(set) var discards = 0
  private var byReason: [String: Int] = [:]
  /// Discards for too many choices.
  private(set) var overruns = 0
  /// Values that were made, and the choices in all of them.
  private(set) var drawn = 0
  private(set) var choices = 0

  init(demands: Int, slots: Int) {
    hits = Array(repeating: 0, count: demands)
    self.slots = Array(repeating: 0, count: slots)
  }

  /// Counts a case that held.
  mutating func countHeld() {
    cases += 1
    labelled += 1
    samples += 1
  }

  mutating func count(labels: [String]) {
    for (place, label) in labels.enumerated() where !labels[..<place].contains(label) {
      byLabel[label, default: 0] += 1
    }
  }

  mutating func count(_ discard: Discard) {
    discards += 1
    if discard == .overrun { overruns += 1 }
    byReason[discard.reason, default: 0] += 1
  }

  mutating func count(choices: Int) {
    drawn += 1
    self.choices += choices
  }

  mutating func add(_ other: Tally) {
    cases += other.cases
    labelled += other.labelled
    samples += other.samples
    for place in hits.indices { hits[place] += other.hits[place] }
    for place in slots.indices { slots[place] += other.slots[place] }
    byLabel.merge(other.byLabel, uniquingKeysWith: +)
    discards += other.discards
    byReason.merge(other.byReason, uniquingKeysWith: +)
    overruns += other.overruns
    drawn += other.drawn
    choices += other.choices
  }

  var discardReasons: [LabelCount] { Self.sorted(byReason, of: discards) }

  /// Most frequent first, equal ones by name.
  static func sorted(_ counts: [String: Int], of total: Int) -> [LabelCount] {
    counts.map { LabelCount(label: $0.key, count: $0.value, of: total) }
      .sorted { ($1.count, $0.label) < ($0.count, $1.label) }
  }
}
