/// Demands that the recorded calls look as if each had happened at one moment between its beginning and its end: there is
/// an order of them in which a sequential model, `apply`, gives the recorded answers. Calls without an answer may have
/// happened or not. Otherwise the property is falsified with the history as a timeline.
/// - Parameters:
///   - history: At most 64 calls.
///   - initial: The model's state at first.
///   - maximumSituations: How many situations may be tried before the search gives up, which fails too.
/// - Throws: ``RequirementFailure``.
public func requireLinearizable<State: Hashable, Operation: Sendable, Outcome: Sendable & Equatable>(
  _ history: CallHistory<Operation, Outcome>, from initial: State, maximumSituations: Int = 1_000_000,
  file: StaticString = #fileID, line: UInt = #line, _ apply: @escaping (inout State, Operation) -> Outcome
) throws {
  let calls = history.calls
  func failure(_ message: String) -> RequirementFailure {
    RequirementFailure(message + "\n" + Timeline(calls).text, fileID: "\(file)", line: line)
  }
  guard calls.count <= UInt64.bitWidth else {
    throw failure("\(calls.count) calls are more than can be searched (\(UInt64.bitWidth))")
  }
  var search = Linearization(calls, maximumSituations: maximumSituations, apply)
  switch search.search(from: initial) {
  case .found: return
  case .undecided: throw failure("undecided after \(maximumSituations) situations, use fewer calls")
  case .none(let longest):
    let order = longest.isEmpty ? "none at all" : longest.map { "\($0 + 1)" }.joined(separator: ", ")
    throw failure("no order of these calls agrees with the model; the longest that does so far: \(order)")
  }
}
