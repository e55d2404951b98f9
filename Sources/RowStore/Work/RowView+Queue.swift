import VoiceCore

/// What every scope reads of the callers who wait, each a row of their own.
extension RowView {
  func queueHead(of department: Department.ID) async throws(StoreFailure) -> QueueHead {
    try await find(.key([.id(department)]), in: Tables.queueHeads) ?? QueueHead(department: department)
  }

  func waitingRow(of call: Call.ID, in department: Department.ID) async throws(StoreFailure) -> WaitingRow? {
    try await find(.key([.id(department), .id(call)]), in: Tables.waitingCallers)
  }

  func firstWaiting(
    in department: Department.ID, needing needs: SkillSet
  ) async throws(StoreFailure) -> WaitingCaller? {
    try await list(
      .init(
        index: "waiting_callers_by_needs", prefix: [.id(department), Tables.inLine, codec.needs(needs)], limit: 1),
      in: Tables.waitingCallers
    ).first?.caller
  }

  func countWaiting(
    in department: Department.ID, before rank: QueueRank, limit: Int
  ) async throws(StoreFailure) -> Int {
    try await list(
      .init(index: "waiting_callers_by_rank", prefix: [.id(department), Tables.inLine], limit: limit),
      in: Tables.waitingCallers
    ).count { $0.caller.rank < rank }
  }

  func waitingCallers(
    in department: Department.ID, after rank: QueueRank?, limit: Int
  ) async throws(StoreFailure) -> [WaitingCaller] {
    // The order of the index, then of the key: the rank holds the call, so the key's parts decide nothing.
    let after = rank.map { [.id(department), Tables.inLine, .bytes($0.bytes), .id(department), Part.id($0.call)] }
    return try await list(
      .init(
        index: "waiting_callers_by_rank", prefix: [.id(department), Tables.inLine], after: after, limit: limit),
      in: Tables.waitingCallers
    ).map(\.caller)
  }
}

extension UnitOfWork {
  func save(_ head: QueueHead) async throws(StoreFailure) { try put(head, in: Tables.queueHeads) }
  func save(_ row: WaitingRow) async throws(StoreFailure) { try put(row, in: Tables.waitingCallers) }
  func removeWaitingRow(of call: Call.ID, in department: Department.ID) async throws(StoreFailure) {
    try delete([.id(department), .id(call)], in: Tables.waitingCallers.schema)
  }
}
