extension TenantScope {
  /// A call that ends leaves where it stood: agents who rang or spoke are free of it, its place in a queue is given up.
  /// - Parameter notes: how long who spoke writes notes; as long as they always do when `nil`.
  func leaveStop(
    of call: Call, as exit: QueueExit = .abandoned, at now: Timestamp, notes: Duration? = nil
  ) async throws(StoreFailure) -> Call {
    guard !call.hasEnded, let course = call.course else { return call }
    switch course.stop {
    case .waiting(let department): return try await leaveQueue(of: department, as: exit, call, at: now)
    case .ringing(let ring):
      try await release(call.id, from: ring.agents, at: now, notes: notes)
      if ring.answeredBy != nil {
        return try await commit(call.decide(answeredAtStop: now), to: call, at: now)
      }
      guard ring.isFromQueue, let department = course.department else { return call }
      return try await leaveQueue(of: department, as: exit, call, at: now)
    case .conference(let conference):
      try await release(call.id, from: conference.agents, at: now, notes: notes)
      return try await commit(call.decide(answeredAtStop: now), to: call, at: now)
    case .receptionist, .number, .voicemail, .farewell, .done: return call
    }
  }

  /// Takes a caller out of a queue, and says so, if they are in it.
  func leaveQueue(
    of department: Department.ID, as exit: QueueExit, _ call: Call, at now: Timestamp
  ) async throws(StoreFailure) -> Call {
    // Of a department that is gone there is only the caller's row left.
    guard try await self.department(department) != nil else {
      guard try await waitingRow(of: call.id, in: department) != nil else { return call }
      try await removeWaitingRow(of: call.id, in: department)
      return try await commit(Call.Decision(facts: [.queueLeft(department, exit)]), to: call, at: now)
    }
    guard try await leave(call.id, in: department, servedAt: exit == .served ? now : nil) != nil else { return call }
    return try await commit(Call.Decision(facts: [.queueLeft(department, exit)]), to: call, at: now)
  }
}
