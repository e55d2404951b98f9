/// A caller who waits asks how it stands: it is their turn and an agent is free, they have waited long enough, or they wait
/// on. The place is the one of the queue's total order, fixed at entry (property 18).
public struct KeepWaiting: Sendable {
  private let store: any Store
  private let time: any TimeSource
  private let zones: any TimeZones

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, zones: any TimeZones = NoTimeZones()) {
    self.store = store
    self.time = time
    self.zones = zones
  }

  /// One of the questions of a caller who waits.
  public struct Lap: Equatable, Sendable {
    /// The stop of the call that asks; one that has passed is told what is now.
    public let turn: Int
    /// How often was asked before at this stop.
    public let number: Int

    /// A question at a stop.
    public init(turn: Int, number: Int) {
      self.turn = turn
      self.number = number
    }
  }

  /// Says what is next for the call of the DID's tenant; `nil`: nobody knows it, or it is over.
  public func callAsFunction(
    _ lap: Lap, of carrierID: CarrierCallID, dialled: PhoneNumber
  ) async throws(StoreFailure) -> Onward? {
    guard let tenant = try await store.platform.tenant(answering: dialled) else { return nil }
    let (now, zones) = (time.now(), zones)
    return try await store.transaction(for: tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(carrierID), !call.hasEnded else { return nil }
      let flow = CallFlow(scope: scope, zones: zones, now: now)
      var next = call
      if let course = call.course, course.turn == lap.turn, case .waiting(let department) = course.stop {
        next = try await flow.keepWaiting(call, for: department)
      }
      return try await flow.onward(for: next, lap: next == call ? lap.number + 1 : 0)
    }
  }
}

extension CallFlow {
  func keepWaiting(_ call: Call, for id: Department.ID) async throws(StoreFailure) -> Call {
    guard let route = try await scope.route(of: id) else {
      // The department is gone: the rules have an end for that.
      let left = try await scope.leaveQueue(of: id, as: .sentOn, call, at: now)
      return try await self(.sendTo(.department(id)), for: left)
    }
    guard let row = try await scope.waitingRow(of: call.id, in: id) else {
      return try await self(.sendTo(.queue(id)), for: call)
    }
    if row.caller.isOverdue(at: now, by: route.limits) {
      let left = try await scope.leaveQueue(of: id, as: .waitedTooLong, call, at: now)
      return try await self(.waitedTooLong(id), for: left)
    }
    return try await connect(row, call, by: route) ?? call
  }

  /// Rings an agent whose turn it is to take this caller; `nil` while there is none.
  private func connect(_ row: WaitingRow, _ call: Call, by route: DepartmentRoute) async throws(StoreFailure) -> Call? {
    guard row.reservedFor == nil else { return nil }
    var head = try await scope.queueHead(of: row.department)
    guard let agent = try await agent(for: row, in: head, by: route),
      let plan = RingPlan(inOrder: [agent], ringTime: route.ringTime),
      let ring = try await ring(
        plan, from: 0, for: .department(row.department), isFromQueue: true, call: call.id)
    else { return nil }
    head.reserved(row.caller)
    try await scope.save(head)
    try await scope.save(
      WaitingRow(
        department: row.department, caller: row.caller,
        reservedFor: WaitingRow.Reserved(agent: agent.agent, until: now + route.ringTime)))
    return try await send(.ringing(ring), because: [.agentAvailable(agent.agent)], for: call)
  }

  /// The free agent for this caller, if nobody who stands before them has a better claim: as many of the first in line as
  /// agents are free are served at once, each by the agent at their place.
  func agent(
    for row: WaitingRow, in head: QueueHead, by route: DepartmentRoute
  ) async throws(StoreFailure) -> Candidate? {
    let roster = try await scope.roster()
    var free = roster.candidates(in: row.department, for: row.caller.skills, at: now)
    if free.isEmpty { free = roster.candidates(of: route.backups, at: now) }
    guard !free.isEmpty else { return nil }
    let ledger = try await scope.ledger(of: row.department)
    free = ledger.order(of: free, by: route.strategy == .longestIdle ? .longestIdle : .roundRobin)
    if head.lines.allSatisfy({ $0.needs.skills.isEmpty }) {
      let place = try await scope.position(of: row.caller.call, in: row.department, limit: free.count + 1)
      return place.flatMap { $0 <= free.count ? free[$0 - 1] : nil }
    }
    for candidate in free {
      let skills = roster.agent(candidate.agent)?.skills ?? []
      if try await scope.nextWaiting(in: head, for: skills)?.call == row.caller.call { return candidate }
    }
    return nil
  }
}
