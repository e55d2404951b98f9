/// Reads a queue whose callers are rows. `CallQueue` is the model of what it must answer.
public protocol WaitingLineSnapshot: Sendable {
  /// The queue's head; that of an empty queue when nobody has waited yet. In a unit of work, guarded by its version: every
  /// change of the queue changes it, so it guards the unguarded lists below as well.
  func queueHead(of department: Department.ID) async throws(StoreFailure) -> QueueHead
  /// The caller's row, in line or reserved.
  func waitingRow(of call: Call.ID, in department: Department.ID) async throws(StoreFailure) -> WaitingRow?
  /// Who stands first of those in line with exactly these needs. By an index over (department, needs, rank).
  func firstWaiting(in department: Department.ID, needing needs: SkillSet) async throws(StoreFailure) -> WaitingCaller?
  /// How many stand in line before a rank, counted to `limit` at most. By an index over (department, rank).
  func countWaiting(in department: Department.ID, before rank: QueueRank, limit: Int) async throws(StoreFailure) -> Int
  /// Who stands in line, in the order in which they are served, from just after a rank (`nil`: from the first).
  func waitingCallers(
    in department: Department.ID, after rank: QueueRank?, limit: Int
  ) async throws(StoreFailure) -> [WaitingCaller]
}

/// Writes such a queue, seen by later reads of the same unit of work.
public protocol WaitingLineScope: WaitingLineSnapshot {
  /// Keeps the head.
  func save(_ head: QueueHead) async throws(StoreFailure)
  /// Keeps a caller's row, instead of the one that they had.
  func save(_ row: WaitingRow) async throws(StoreFailure)
  /// Takes a caller's row out.
  func removeWaitingRow(of call: Call.ID, in department: Department.ID) async throws(StoreFailure)
}

extension WaitingLineSnapshot {
  /// A caller's place (from 1) if it is at most `limit`; `limit` for one further back; `nil` for one not in line.
  public func position(of call: Call.ID, in department: Department.ID, limit: Int) async throws(StoreFailure) -> Int? {
    guard let row = try await waitingRow(of: call, in: department), row.reservedFor == nil else { return nil }
    return min(limit, try await countWaiting(in: department, before: row.caller.rank, limit: limit) + 1)
  }

  /// The caller whom an agent with these skills serves next: one look for each line that they can serve.
  public func nextWaiting(in head: QueueHead, for skills: Set<Skill>) async throws(StoreFailure) -> WaitingCaller? {
    var next: WaitingCaller?
    for line in head.lines where line.needs.skills.allSatisfy(skills.contains) {
      guard let first = try await firstWaiting(in: head.department, needing: line.needs) else { continue }
      if next.map({ first.rank < $0.rank }) ?? true { next = first }
    }
    return next
  }
}

extension WaitingLineScope {
  /// Lets a caller wait; answers why not, and changes nothing then.
  public func enter(
    _ caller: WaitingCaller, in department: Department.ID, by limits: QueueLimits = .standard
  ) async throws(StoreFailure) -> CallQueue.Refusal? {
    var head = try await queueHead(of: department)
    if try await waitingRow(of: caller.call, in: department) != nil { return .waitsAlready }
    if let refusal = head.refusal(of: caller, by: limits) { return refusal }
    head.entered(caller)
    try await save(head)
    try await save(WaitingRow(department: department, caller: caller))
    return nil
  }

  /// Takes the next caller aside for an agent, until it is known whether the agent answers.
  public func reserveNext(
    in department: Department.ID, with skills: Set<Skill>, for reservation: WaitingRow.Reserved
  ) async throws(StoreFailure) -> WaitingCaller? {
    var head = try await queueHead(of: department)
    guard let caller = try await nextWaiting(in: head, for: skills) else { return nil }
    head.reserved(caller)
    try await save(head)
    try await save(WaitingRow(department: department, caller: caller, reservedFor: reservation))
    return caller
  }

  /// The agent didn't answer: the caller is back where they stood. `nil` for one who isn't reserved.
  public func giveBack(_ call: Call.ID, in department: Department.ID) async throws(StoreFailure) -> WaitingCaller? {
    var head = try await queueHead(of: department)
    guard let row = try await waitingRow(of: call, in: department), row.reservedFor != nil else { return nil }
    head.stood(row.caller)
    try await save(head)
    try await save(WaitingRow(department: department, caller: row.caller))
    return row.caller
  }

  /// Takes a caller out, in line or reserved; `servedAt` when an agent has them now. `nil` for one who isn't there.
  public func leave(
    _ call: Call.ID, in department: Department.ID, servedAt moment: Timestamp? = nil
  ) async throws(StoreFailure) -> WaitingCaller? {
    var head = try await queueHead(of: department)
    guard let row = try await waitingRow(of: call, in: department) else { return nil }
    if row.reservedFor == nil { head.reserved(row.caller) }
    head.left(servedAt: moment)
    try await save(head)
    try await removeWaitingRow(of: call, in: department)
    return row.caller
  }
}
