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
  var search = Linearization<State, Operation, Outcome>(history.calls, maximumSituations: maximumSituations) {
    state, operation, answer in
    let expected = apply(&state, operation)
    return answer == nil || answer == expected
  }
  if let problem = search.problem(from: initial) {
    throw RequirementFailure(problem, fileID: "\(file)", line: line)
  }
}
