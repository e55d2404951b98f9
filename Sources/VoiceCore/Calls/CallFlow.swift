/// Where a call goes beside its receptionist: asks the tenant's rules and does what they say, within one unit of work.
/// Each decision is kept with the call, with its reasons; each walk comes to an end, for hops are counted through the
/// call's life.
struct CallFlow: Sendable {
  let scope: any TenantScope
  let zones: any TimeZones
  let now: Timestamp
  /// Whether whoever is rung from now on is asked first; as it was when `nil`.
  var asking: CallCourse.Asking??

  init(scope: any TenantScope, zones: any TimeZones, now: Timestamp) {
    (self.scope, self.zones, self.now) = (scope, zones, now)
  }

  /// Whether the tenant has said anything about where callers are handed over. Without a word of theirs, calls go to the receptionist, and
  /// from there to a department's number or that of customer service.
  func hasRules(for line: PhoneNumber) async throws(StoreFailure) -> Bool {
    if let settings = try await scope.tenant()?.settings, settings.routing != .standard { return true }
    if try await scope.phoneLine(line)?.department != nil { return true }
    if try await !scope.departmentRoutes().isEmpty { return true }
    if try await !scope.transferRules().isEmpty { return true }
    return try await !scope.agents().isEmpty
  }

  /// A call has just come: to the department of its line, or where the company's hours say. Where neither says anything the
  /// receptionist takes it, and nothing more is read. Where the tenant's credits are spent the caller leaves a message.
  func arrive(_ call: Call) async throws(StoreFailure) -> Call {
    if case .turnedAway = call.credit {
      return try await send(.voicemail(scope.phoneLine(call.dialled)?.department), for: call)
    }
    let settings = try await scope.openTenant().settings
    if let department = try await scope.phoneLine(call.dialled)?.department {
      return try await self(.sendTo(.department(department)), for: call)
    }
    guard settings.routing.afterHours != .receptionist || settings.openingHours != .always() else { return call }
    return try await self(.arrival, for: call)
  }

  /// Sends the call where the rules say.
  func callAsFunction(_ wish: RoutingWish, for call: Call) async throws(StoreFailure) -> Call {
    let plan = try await scope.routingPlan()
    var call = call
    var wish = wish
    // Each further walk costs a hop at least, so there are never more of them than hops.
    for _ in 0...RoutingPlan.maximumHops {
      let decision = try await decide(wish, for: call, by: plan)
      if let sent = try await go(to: decision, with: call) { return sent }
      // Whoever was free at first sight isn't any more.
      guard let rung = decision.rung else { break }
      call = try await note(.receptionist, by: decision, for: call)
      wish = .unanswered(rung)
    }
    return try await send(.voicemail(call.department), for: call)
  }

  /// The call goes on at a stop that no rule was asked about: the next round, back to the queue, voicemail at last.
  func send(
    _ stop: CallCourse.Stop, because reasons: [RoutingDecision.Reason] = [], for call: Call
  ) async throws(StoreFailure) -> Call {
    let course = call.course ?? CallCourse(.receptionist, department: call.department, hops: 0, turn: 0)
    var next = course.next(stop)
    if let asking { next.asking = asking }
    return try await scope.commit(call.decide(routed: next, because: reasons, at: now), to: call, at: now)
  }

  /// Rings the next round of agents in which somebody is free; `nil` when there is none.
  func ring(
    _ plan: RingPlan, from round: Int, for target: RoutingTarget, isFromQueue: Bool = false, call: Call.ID
  ) async throws(StoreFailure) -> CallCourse.Ring? {
    // Of a later round somebody may have come into line meanwhile who has no other agent.
    if round > 0, !isFromQueue, case .department(let id) = target, try await isNeededInLine(id) { return nil }
    for round in plan.rounds.indices.dropFirst(round) {
      let agents = try await scope.offer(call, to: plan.rounds[round], ringing: plan.ringTime, at: now)
      guard let first = agents.first else { continue }
      if case .department(let department) = target { try await turn(of: first, in: department) }
      return CallCourse.Ring(
        plan: plan, round: round, agents: agents, target: target, isFromQueue: isFromQueue, answeredBy: nil)
    }
    return nil
  }

  /// Whether whoever is free in a department, or stands in there, is due to those who wait.
  private func isNeededInLine(_ id: Department.ID) async throws(StoreFailure) -> Bool {
    let waiting = try await scope.queueHead(of: id).countInLine
    guard waiting > 0, let route = try await scope.route(of: id) else { return false }
    let roster = try await scope.roster()
    let own = roster.candidates(in: id, at: now)
    return waiting >= (own.isEmpty ? roster.candidates(of: route.backups, at: now) : own).count
  }

  /// Decides with what the rules ask about: the queues and turns of the departments that the walk comes to.
  func decide(
    _ wish: RoutingWish, for call: Call, by plan: RoutingPlan
  ) async throws(StoreFailure) -> RoutingDecision {
    let caller = WaitingCaller(call: call.id, arrival: now)
    let roster = try await scope.roster()
    var heads: [Department.ID: QueueHead] = [:]
    var ledgers: [Department.ID: AssignmentLedger] = [:]
    while true {
      let (seenHeads, seenLedgers, zones, now) = (heads, ledgers, zones, now)
      let situation = RoutingSituation(
        at: now, roster: roster, wallClock: { zones.local(now, in: $0) },
        refusal: { seenHeads[$0]?.refusal(of: $1, by: $2) }, ledger: { seenLedgers[$0] ?? AssignmentLedger() },
        inLine: { seenHeads[$0]?.countInLine ?? 0 })
      let decision = plan.decide(wish, for: caller, in: situation, hops: call.course?.hops ?? 0)
      let unseen = decision.consulted.filter { heads[$0] == nil }.sorted()
      if unseen.isEmpty { return decision }
      for department in unseen {
        heads[department] = try await scope.queueHead(of: department)
        ledgers[department] = try await scope.ledger(of: department)
      }
    }
  }

  /// Does what was decided; `nil` when agents were to ring and none of them is free any more.
  private func go(to decision: RoutingDecision, with call: Call) async throws(StoreFailure) -> Call? {
    switch decision.destination {
    case .ring(let plan):
      guard let target = decision.rung,
        let ring = try await ring(plan, from: 0, for: target, call: call.id)
      else { return nil }
      return try await note(.ringing(ring), by: decision, for: call)
    case .queue(let id), .callBack(let id, _): return try await wait(for: id, by: decision, call)
    case .voicemail(let id): return try await note(.voicemail(id), by: decision, for: call)
    case .outside(let number): return try await note(.number(number), by: decision, for: call)
    // What a key stands for, and that nobody has an extension, the receptionist says.
    case .receptionist, .menu, .unknownExtension: return try await note(.receptionist, by: decision, for: call)
    case .farewell: return try await note(.farewell, by: decision, for: call)
    }
  }

  /// A department where no agent works has a telephone, which rings; elsewhere the caller waits.
  private func wait(
    for id: Department.ID, by decision: RoutingDecision, _ call: Call
  ) async throws(StoreFailure) -> Call {
    guard try await isStaffed(id) else {
      guard let number = try await scope.department(id)?.number else {
        return try await note(.voicemail(nil), by: decision, for: call)
      }
      return try await note(.number(number), by: decision, for: call)
    }
    let limits = try await scope.route(of: id)?.limits ?? .standard
    let caller = WaitingCaller(
      call: call.id, arrival: now, bonus: CallerTier.standard.bonus(atMost: limits.largestBonus))
    _ = try await scope.enter(caller, in: id, by: limits)
    let sent = try await note(.waiting(id), by: decision, for: call)
    return try await scope.commit(Call.Decision(facts: [.queued(id)]), to: sent, at: now)
  }

  func isStaffed(_ id: Department.ID) async throws(StoreFailure) -> Bool {
    if try await scope.departmentRoute(id) != nil { return true }
    return try await scope.agents().contains { $0.departments.contains(id) }
  }

  private func note(
    _ stop: CallCourse.Stop, by decision: RoutingDecision, for call: Call
  ) async throws(StoreFailure) -> Call {
    let before = call.course?.asking.map { CallCourse.Asking(back: $0.back) }
    let course = CallCourse(
      stop, department: stop.department ?? decision.department ?? call.department, hops: decision.hops,
      turn: (call.course?.turn ?? 0) + 1, asking: asking ?? before)
    return try await scope.commit(
      call.decide(routed: course, because: decision.reasons, at: now), to: call, at: now)
  }

  private func turn(of agent: Agent.ID, in department: Department.ID) async throws(StoreFailure) {
    guard try await scope.department(department) != nil else { return }
    var ledger = try await scope.ledger(of: department)
    _ = ledger.assign(among: [Candidate(agent: agent, idleSince: now)], by: .roundRobin)
    try await scope.save(ledger, of: department)
  }
}
