/// Calls somebody back when it is their turn: an agent is free for them, and nobody who stands before them has a better claim
/// (property 18). Tries are bounded; meanwhile the place holds nobody else up.
public struct CallBackInTurn: Sendable {
  /// What came of a look.
  public enum Outcome: Equatable, Sendable {
    /// They are being called.
    case placed
    /// It isn't their turn, or no call may be placed now.
    case notYet
    /// The place is gone, or given up.
    case over
  }

  private let store: any Store
  private let dialOut: DialOut
  private let time: any TimeSource
  private let ids: IDSource

  /// A use case on these ports.
  public init(store: any Store, dialOut: DialOut, time: any TimeSource, ids: IDSource) {
    self.store = store
    self.dialOut = dialOut
    self.time = time
    self.ids = ids
  }

  /// Looks after one who is to be called back.
  public func callAsFunction(
    _ pending: PendingIntention, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> Outcome {
    guard case .callBack(let department) = pending.intention else { return .over }
    let (now, id): (Timestamp, Call.ID) = (time.now(), ids())
    let outcome = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Outcome in
      guard try await scope.pendingIntention(pending.ordinal, of: pending.call) == pending else { return .notYet }
      let flow = CallFlow(scope: scope, zones: NoTimeZones(), now: now)
      return try await flow.callBack(pending, from: department, as: id)
    }
    if outcome == .placed { try await dialOut.begin(id, of: tenant) }
    return outcome
  }
}

extension CallFlow {
  fileprivate func callBack(
    _ pending: PendingIntention, from department: Department.ID, as id: Call.ID
  ) async throws(StoreFailure) -> CallBackInTurn.Outcome {
    guard let former = try await scope.call(pending.call), let number = former.caller.number,
      let row = try await scope.waitingRow(of: former.id, in: department),
      let route = try await scope.route(of: department)
    else { return try await giveUp(pending, as: .sentOn, in: department) }
    guard former.hasEnded else { return .notYet }
    guard pending.attempts < CallBack.maximumTries else {
      return try await giveUp(pending, as: .notReached, in: department)
    }
    guard now < pending.since + CallBack.patience else {
      return try await giveUp(pending, as: .waitedTooLong, in: department)
    }
    // Who was tried in vain was taken aside meanwhile.
    if row.reservedFor != nil { _ = try await scope.giveBack(former.id, in: department) }
    var head = try await scope.queueHead(of: department)
    let standing = WaitingRow(department: department, caller: row.caller)
    guard let agent = try await agent(for: standing, in: head, by: route) else { return .notYet }
    var ledger = try await scope.outboundLedger()
    ledger.drop(try await scope.ended(of: ledger))
    let settings = try await scope.openTenant().settings
    do throws(OutboundLedger.Refusal) {
      try ledger.admit(id, to: number, at: now, by: settings.outbound)
    } catch {
      return .notYet
    }
    let (credit, news) = try await scope.admission(at: now, isKept: false)
    if case .turnedAway = credit { return .notYet }
    try await scope.save(ledger)
    head.reserved(row.caller)
    try await scope.save(head)
    try await scope.save(
      WaitingRow(
        department: department, caller: row.caller,
        reservedFor: WaitingRow.Reserved(agent: agent.agent, until: now + CallBack.pause)))
    try await scope.save(pending.attempted(until: now + CallBack.pause))
    let call = Call(
      id: id, carrierID: .awaited(for: id), direction: .outbound, caller: former.caller, dialled: former.dialled,
      startedAt: now, language: former.conversation.language, connectsTo: .queue(department),
      callsBack: CallBack(for: former.id, in: department), credit: credit)
    try await scope.place(call, in: department, at: now, with: news)
    return .placed
  }

  private func giveUp(
    _ pending: PendingIntention, as exit: QueueExit, in department: Department.ID
  ) async throws(StoreFailure) -> CallBackInTurn.Outcome {
    if let former = try await scope.call(pending.call) {
      _ = try await scope.leaveQueue(of: department, as: exit, former, at: now)
    }
    try await scope.settle(pending)
    return .over
  }
}
