/// The carrier says how the dialled leg fared: keeps it, settles the intention that asked for it, and sends the call on where
/// nobody answered and the tenant has rules for that.
public struct ReportTransfer: Sendable {
  /// What is next for the caller.
  public enum Next: Equatable, Sendable {
    /// The two have talked; nothing is left to do.
    case done
    /// Nobody took it; the caller is told so.
    case apologise(Language)
    /// The tenant's rules go on.
    case onward(Onward)
  }

  private let store: any Store
  private let time: any TimeSource
  private let telemetry: CallTelemetry
  private let zones: any TimeZones

  /// A use case on these ports.
  public init(
    store: any Store, time: any TimeSource, telemetry: CallTelemetry = .none, zones: any TimeZones = NoTimeZones()
  ) {
    self.store = store
    self.time = time
    self.telemetry = telemetry
    self.zones = zones
  }

  /// Keeps the outcome for the call of the DID's tenant. An unanswered one of a call that no rule sent ends it.
  /// - Parameter turn: the stop of the call that it is about; what is told about an earlier one changes nothing. The
  ///   present one when `nil`.
  public func callAsFunction(
    _ outcome: Transfer.Outcome, of carrierID: CarrierCallID, dialled: PhoneNumber, turn: Int? = nil
  ) async throws(StoreFailure) -> Next {
    guard let tenant = try await store.platform.tenant(answering: dialled) else { throw .notFound }
    let (now, zones) = (time.now(), zones)
    let report = try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Report in
      guard let call = try await scope.call(carrierID) else { throw .notFound }
      guard call.isBesideReceptionist else {
        return .told(try await Self.report(outcome, of: call, to: scope, at: now))
      }
      let flow = CallFlow(scope: scope, zones: zones, now: now)
      let sent = try await flow.rang(outcome, at: turn ?? call.course?.turn ?? 0, of: call)
      return .sent(sent, from: call, try await flow.onward(for: sent))
    }
    return tell(report, outcome)
  }

  /// Of a call that no rule sent; `nil` when nothing changes.
  private static func report(
    _ outcome: Transfer.Outcome, of call: Call, to scope: any TenantScope, at now: Timestamp
  ) async throws(StoreFailure) -> Call? {
    let decision = call.decide(transferFinished: outcome)
    guard decision != .nothing else { return nil }
    let reported = try await scope.commit(decision, to: call, at: now)
    try await scope.settleTransfers(of: call.id)
    guard outcome != .answered else { return reported }
    return try await scope.commit(reported.decide(ended: .closed, at: now), to: reported, at: now)
  }

  private func tell(_ report: Report, _ outcome: Transfer.Outcome) -> Next {
    switch report {
    case .told(nil): return .done
    case .told(let reported?):
      if let transfer = reported.transfer { telemetry.transferred(transfer.reason, outcome) }
      if reported.hasEnded { telemetry.ended(reported) }
      return outcome == .answered ? .done : .apologise(reported.conversation.language)
    case .sent(let call, let before, let onward):
      if before.transfer?.outcome == nil, let transfer = call.transfer, let result = transfer.outcome {
        telemetry.transferred(transfer.reason, result)
      }
      return onward.act == .hangUp && onward.words == nil ? .done : .onward(onward)
    }
  }

  private enum Report: Sendable {
    case told(Call?)
    case sent(Call, from: Call, Onward)
  }
}

extension CallFlow {
  /// What follows when the telephones of a stop have rung, or those who spoke have hung up.
  func rang(_ outcome: Transfer.Outcome, at turn: Int, of call: Call) async throws(StoreFailure) -> Call {
    guard !call.hasEnded, let course = call.course, course.turn == turn else { return call }
    try await scope.settleTransfers(of: call.id)
    let outcome = course.outcome(outcome)
    switch course.stop {
    case .ringing(let ring): return try await rang(outcome, ring, of: call)
    case .number where outcome == .answered:
      return try await scope.commit(call.decide(answeredAtStop: now), to: call, at: now)
    case .number where course.asking?.back != nil: return try await goBack(call)
    case .number: return try await send(.voicemail(course.department), because: [.unanswered], for: call)
    // The caller has left the room, and is still there: those who are in it are free.
    case .conference: return try await scope.leaveStop(of: call, at: now)
    case .receptionist, .waiting, .voicemail, .farewell, .done: return call
    }
  }

  private func rang(
    _ outcome: Transfer.Outcome, _ ring: CallCourse.Ring, of call: Call
  ) async throws(StoreFailure) -> Call {
    guard outcome != .answered, ring.answeredBy == nil else { return try await spoke(ring, call) }
    try await scope.unanswered(call.id, outcome, of: ring, at: now)
    if let next = try await self.ring(
      ring.plan, from: ring.round + 1, for: ring.target, isFromQueue: ring.isFromQueue, call: call.id)
    {
      return try await send(.ringing(next), because: [.unanswered], for: call)
    }
    if call.course?.asking?.back != nil {
      guard ring.isFromQueue, let department = call.course?.department else { return try await goBack(call) }
      return try await goBack(try await scope.leaveQueue(of: department, as: .sentOn, call, at: now))
    }
    guard ring.isFromQueue, let department = call.course?.department else {
      return try await self(.unanswered(ring.target), for: call)
    }
    // The place is the one of the entry: nobody who came later has overtaken meanwhile.
    _ = try await scope.giveBack(call.id, in: department)
    return try await send(.waiting(department), because: [.unanswered], for: call)
  }

  private func spoke(_ ring: CallCourse.Ring, _ call: Call) async throws(StoreFailure) -> Call {
    var call = call
    // Where one telephone rang, it's clear who answered, whether or not we were told so at the time.
    if ring.answeredBy == nil, ring.agents.count == 1, let only = ring.agents.first {
      call = try await take(call, by: only)
    }
    try await scope.release(call.id, from: ring.agents, at: now)
    if ring.isFromQueue, let department = call.course?.department {
      call = try await scope.leaveQueue(of: department, as: .served, call, at: now)
    }
    return try await scope.commit(call.decide(answeredAtStop: now), to: call, at: now)
  }

  /// An agent whose telephone rang has the caller: the others are free again, the place in the queue is served.
  func take(_ call: Call, by agent: Agent.ID) async throws(StoreFailure) -> Call {
    guard let ring = call.course?.ring, ring.agents.contains(agent), ring.answeredBy == nil, !call.hasEnded,
      try await scope.answered(call.id, by: agent, of: ring, at: now)
    else { return call }
    let taken = try await scope.commit(call.decide(takenBy: agent, at: now), to: call, at: now)
    guard ring.isFromQueue, let department = taken.course?.department else { return taken }
    return try await scope.leaveQueue(of: department, as: .served, taken, at: now)
  }
}

extension TenantScope {
  /// The world has taken up the hand-over.
  func settleTransfers(of call: Call.ID) async throws(StoreFailure) {
    for pending in try await pendingIntentions(of: call) {
      if case .transfer = pending.intention { try await settle(pending) }
    }
  }
}
