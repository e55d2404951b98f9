/// Looks for an order of recorded calls, one after another, that respects real time and in which a sequential model gives
/// the recorded answers. Source: Wing and Gong, "Testing and verifying concurrent objects" (1993), with Lowe's memory of
/// situations that were tried before.
struct Linearization<State: Hashable, Operation: Sendable, Outcome: Sendable & Equatable> {
  enum Verdict: Equatable {
    case found
    /// There is none; the calls, by number, of the longest beginning of one.
    case none(longest: [Int])
    /// There were more situations than may be tried.
    case undecided
  }

  private struct Situation: Hashable {
    let state: State
    let done: UInt64
  }

  private let calls: [RecordedCall<Operation, Outcome>]
  private let apply: (inout State, Operation) -> Outcome
  private let maximumSituations: Int
  // Only ever asked whether it contains something.
  private var tried: Set<Situation> = []
  private var order: [Int] = []
  private var longest: [Int] = []

  /// - Parameter calls: At most 64.
  init(
    _ calls: [RecordedCall<Operation, Outcome>], maximumSituations: Int,
    _ apply: @escaping (inout State, Operation) -> Outcome
  ) {
    self.calls = calls
    self.maximumSituations = maximumSituations
    self.apply = apply
  }

  mutating func search(from initial: State) -> Verdict {
    if extend(Situation(state: initial, done: 0)) { return .found }
    return tried.count >= maximumSituations ? .undecided : .none(longest: longest)
  }

  private mutating func extend(_ now: Situation) -> Bool {
    let open = calls.indices.filter { now.done & 1 << $0 == 0 }
    // Calls without an answer may have had no effect.
    if open.allSatisfy({ calls[$0].answer == nil }) { return true }
    guard tried.count < maximumSituations, tried.insert(now).inserted else { return false }
    let firstEnd = open.compactMap { calls[$0].answer?.responded }.min() ?? .max
    for call in open where calls[call].invoked < firstEnd {
      var state = now.state
      let outcome = apply(&state, calls[call].operation)
      if let answer = calls[call].answer, answer.outcome != outcome { continue }
      order.append(call)
      if order.count > longest.count { longest = order }
      if extend(Situation(state: state, done: now.done | 1 << call)) { return true }
      order.removeLast()
    }
    return false
  }
}
