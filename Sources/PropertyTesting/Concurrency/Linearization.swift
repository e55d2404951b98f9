/// Looks for an order of recorded calls, one after another, that respects real time and in which a sequential model gives
/// the recorded answers. Source: Wing and Gong, "Testing and verifying concurrent objects" (1993), with Lowe's memory of
/// situations that were tried before.
struct Linearization<State: Hashable, Operation: Sendable, Outcome: Sendable> {
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
  private let agrees: (inout State, Operation, Outcome?) -> Bool
  private let maximumSituations: Int
  // Only ever asked whether it contains something.
  private var tried: Set<Situation> = []
  private var order: [Int] = []
  private var longest: [Int] = []

  /// Situations tried unless told otherwise.
  static var manySituations: Int { 1_000_000 }

  /// - Parameter agrees: Changes the state as the operation does, and says whether the model answers as it was answered;
  ///   yes where no answer is known.
  init(
    _ calls: [RecordedCall<Operation, Outcome>], maximumSituations: Int = Self.manySituations,
    agrees: @escaping (inout State, Operation, Outcome?) -> Bool
  ) {
    self.calls = calls
    self.maximumSituations = maximumSituations
    self.agrees = agrees
  }

  /// Why there is no order, with the calls as a time line; `nil` when there is one.
  mutating func problem(from initial: State) -> String? {
    guard calls.count <= UInt64.bitWidth else {
      return told("\(calls.count) calls are more than can be searched (\(UInt64.bitWidth))")
    }
    switch search(from: initial) {
    case .found: return nil
    case .undecided: return told("undecided after \(maximumSituations) situations, use fewer calls")
    case .none(let longest):
      let order = longest.isEmpty ? "none at all" : longest.map { "\($0 + 1)" }.joined(separator: ", ")
      return told("no order of these calls agrees with the model; the longest that does so far: \(order)")
    }
  }

  private func told(_ message: String) -> String { message + "\n" + Timeline(calls).text }

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
      guard agrees(&state, calls[call].operation, calls[call].answer?.outcome) else { continue }
      order.append(call)
      if order.count > longest.count { longest = order }
      if extend(Situation(state: state, done: now.done | 1 << call)) { return true }
      order.removeLast()
    }
    return false
  }
}
