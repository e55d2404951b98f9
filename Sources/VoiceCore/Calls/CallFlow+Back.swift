extension CallFlow {
  /// Nobody has taken a caller who was to be handed over warmly: they go back to where they stood, at the rank that they had.
  func goBack(_ call: Call) async throws(StoreFailure) -> Call {
    var cold = self
    cold.asking = .some(nil)
    switch call.course?.asking?.back {
    case .queue(let department, let caller):
      guard try await scope.department(department) != nil, try await scope.enter(caller, in: department) == nil else {
        return try await cold(.sendTo(.queue(department)), for: call)
      }
      let back = try await cold.send(.waiting(department), because: [.unanswered, .waiting(department)], for: call)
      return try await scope.commit(Call.Decision(facts: [.queued(department)]), to: back, at: now)
    case .agent(let agent): return try await cold(.sendTo(.agent(agent)), for: call)
    case nil: return call
    }
  }

  /// Where a caller stands who is about to be handed over warmly.
  func back(of call: Call) async throws(StoreFailure) -> CallCourse.Back? {
    switch call.course?.stop {
    case .waiting(let department):
      return try await scope.waitingRow(of: call.id, in: department).map { .queue(department, $0.caller) }
    case .ringing(let ring): return ring.answeredBy.map { .agent($0) }
    case .receptionist, .number, .conference, .voicemail, .farewell, .done, nil: return nil
    }
  }
}
