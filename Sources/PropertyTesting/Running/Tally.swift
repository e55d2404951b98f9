/// Counts labels over the cases run, and demanded ones over all values drawn.
struct Tally {
  private let demands: [Coverage]
  private var hits: [Int]
  private(set) var samples = 0
  private var cases = 0
  private var byLabel: [String: Int] = [:]
  private(set) var discards = 0
  private var byReason: [String: Int] = [:]

  init(_ demands: [Coverage]) {
    self.demands = demands
    hits = Array(repeating: 0, count: demands.count)
  }

  /// Counts a case that ran.
  mutating func count(_ labels: [String]) {
    cases += 1
    for (place, label) in labels.enumerated() where !labels[..<place].contains(label) {
      byLabel[label, default: 0] += 1
    }
    sample(labels)
  }

  mutating func count(_ discard: Discard) {
    discards += 1
    byReason[discard.reason, default: 0] += 1
  }

  /// Counts a value that was only drawn.
  mutating func sample(_ labels: [String]) {
    samples += 1
    for place in demands.indices where labels.contains(demands[place].label) { hits[place] += 1 }
  }

  var labels: [LabelCount] { Self.sorted(byLabel, of: cases) }
  var discardReasons: [LabelCount] { Self.sorted(byReason, of: discards) }

  /// Most frequent first, equal ones by name.
  private static func sorted(_ counts: [String: Int], of total: Int) -> [LabelCount] {
    counts.map { LabelCount(label: $0.key, count: $0.value, of: total) }
      .sorted { ($1.count, $0.label) < ($0.count, $1.label) }
  }

  var isUndecided: Bool {
    demands.indices.contains { demands[$0].verdict(hits[$0], of: samples) == .undecided }
  }

  var shares: [CoverageShare] {
    demands.indices.map { CoverageShare(demand: demands[$0], hits: hits[$0], samples: samples) }
  }

  var missed: [CoverageShare] {
    shares.filter { share in
      switch share.demand.verdict(share.hits, of: share.samples) {
      case .met: false
      case .missed: true
      case .undecided: share.demand.estimate(share.hits, of: share.samples) == .missed
      }
    }
  }
}
