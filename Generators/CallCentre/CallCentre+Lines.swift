import PropertyTesting
import VoiceCore

/// Properties 10, 18 and 36 on the switchboard: what the store says of a call's new stop is compared with queues and desks
/// as they must be. Only what the event touched is looked at.
extension CallCentre {
  /// An event has happened to a call: what its stop means for queue and desks, and whether that was right.
  func observe(_ call: Call, _ number: Int) async throws {
    let was = calls[number].lastSeen.flatMap { $0.hasEnded ? nil : $0.course }
    let now = call.hasEnded ? nil : call.course
    let reported = calls[number].reported
    let asked = calls[number].asked
    calls[number].reported = nil
    calls[number].asked = nil
    guard plan.switchboard != nil else { return }
    if was == now {
      if let now, asked == now.turn, case .waiting(let id) = now.stop { try checkWaitsRightly(number, for: id) }
      return
    }
    let touched = Set((was?.ring?.agents ?? []) + (now?.ring?.agents ?? [])).sorted()
    if let ring = was?.ring { leaveDesks(ring, number, now, reported) }
    try moveInLine(call, number, was, now)
    if let ring = now?.ring, was?.turn != now?.turn { try checkRings(ring, now?.department, number) }
    if let course = now, let agent = course.ring?.answeredBy {
      for other in course.ring?.agents ?? [] where other != agent {
        desks[SimulatedDesk.number(of: other)].release(from: number, at: self.now)
      }
      desks[SimulatedDesk.number(of: agent)].expected.takes(number)
    }
    try await checkConditions(of: touched, in: calls[number].plan.tenant % plan.tenants)
  }

  /// The agents of a stop that the call has left, or where they don't ring any more.
  private func leaveDesks(
    _ ring: CallCourse.Ring, _ number: Int, _ course: CallCourse?, _ reported: Transfer.Outcome?
  ) {
    if let next = course?.ring, next.plan == ring.plan, next.round == ring.round, next.answeredBy != ring.answeredBy {
      return
    }
    for agent in ring.agents {
      let desk = SimulatedDesk.number(of: agent)
      if ring.answeredBy == nil, let reported {
        // Of a telephone that rang alone it is clear who picked it up.
        if reported == .answered {
          if ring.agents.count == 1, desks[desk].expected.ring?.call == number { desks[desk].expected.takes(number) }
        } else {
          desks[desk].expected.hasRung(number, reported, at: now)
        }
      }
      desks[desk].release(from: number, at: now)
    }
  }

  private func moveInLine(_ call: Call, _ number: Int, _ was: CallCourse?, _ course: CallCourse?) throws {
    let tenant = calls[number].plan.tenant % plan.tenants
    let before = was.flatMap(\.line).flatMap { index(of: $0, tenant) }
    let after = course.flatMap(\.line).flatMap { index(of: $0, tenant) }
    // Who waits at another stop than before has left their place, even where the rules lead back to the same queue.
    let isAnew = was?.ring == nil && course?.ring == nil
    if let before, before != after || isAnew { lines[before].leave(number) }
    guard let after, let course else { return }
    if course.ring != nil {
      // Checked with those who stand there now.
      return
    }
    let place =
      lines[after].place(of: number) ?? WaitingLine.Place(number: number, call: call.id, arrival: now)
    if lines[after].countBefore(number) == nil { lines[after].stand(place) }
    try requireAtMost(lines[after].count, lines[after].habits.length, "a queue is no longer than it may be")
    if place.arrival == now { waited += 1 }
  }

  /// Agents ring: they are those whose turn it is, each is free, and nobody who stands before the caller needs them.
  private func checkRings(_ ring: CallCourse.Ring, _ department: Department.ID?, _ number: Int) throws {
    let tenant = calls[number].plan.tenant % plan.tenants
    for agent in ring.agents {
      let desk = SimulatedDesk.number(of: agent)
      try requireEqual(
        desks[desk].expected.condition(at: now), .available,
        "property 10: agent \(desk) is offered a call only when free")
      rung += 1
    }
    if case .department(let id) = ring.target, let line = index(of: id, tenant) {
      let free = free(for: lines[line])
      let earlier = ring.isFromQueue ? lines[line].countBefore(number) : lines[line].standing.count
      guard let earlier else {
        throw RequirementFailure("who is connected stood in the queue", fileID: #fileID, line: #line)
      }
      try require(
        earlier < free.agents.count,
        "property 18: \(earlier) stand before caller \(number), and \(free.agents.count) agents are free")
      if ring.round == 0 {
        let order = order(free, in: lines[line], isNew: !ring.isFromQueue)
        let expected = order.dropFirst(earlier).prefix(ring.agents.count)
        try requireEqual(ring.agents, Array(expected), "property 36: whose turn it is rings")
      }
      if ring.isFromQueue { lines[line].reserve(number) }
      lines[line].lastTurn = ring.agents.first
    }
    for agent in ring.agents {
      desks[SimulatedDesk.number(of: agent)].expected.isOffered(number, at: now, for: ring.plan.ringTime)
    }
  }

  /// Who waits on has nobody who is free for them, and hasn't waited longer than they may.
  private func checkWaitsRightly(_ number: Int, for id: Department.ID) throws {
    guard let line = index(of: id, calls[number].plan.tenant % plan.tenants),
      let earlier = lines[line].countBefore(number), let place = lines[line].place(of: number)
    else { throw RequirementFailure("who waits stands in the queue", fileID: #fileID, line: #line) }
    try requireAtMost(
      free(for: lines[line]).agents.count, earlier, "property 36: who waits on has nobody who is free for them")
    try requireAtMost(
      now - place.arrival, .seconds(lines[line].habits.longestWaitSeconds), "nobody waits longer than they may")
  }

  /// Who may take a call of this queue now, in the order of ids: its own people, or those who stand in for them.
  private func free(for line: WaitingLine) -> (agents: [Int], areBackups: Bool) {
    let there = desks.indices.filter {
      desks[$0].tenant == line.tenant && desks[$0].expected.condition(at: now) == .available
    }
    let own = there.filter { desks[$0].department == line.department }
    guard own.isEmpty, line.habits.hasBackups else { return (own, false) }
    let others = desks.indices.filter { desks[$0].tenant == line.tenant && desks[$0].department != line.department }
    return (others.prefix(DepartmentRoute.maximumBackups).filter(there.contains), true)
  }

  private func order(_ free: (agents: [Int], areBackups: Bool), in line: WaitingLine, isNew: Bool) -> [Agent.ID] {
    let ids = free.agents.map { desks[$0].agent }
    if free.areBackups, isNew { return ids }
    guard line.habits.strategy == .longestIdle else {
      guard let last = line.lastTurn else { return ids }
      return ids.filter { $0 > last } + ids.filter { $0 <= last }
    }
    return free.agents.sorted {
      (desks[$0].expected.idleSince, $0) < (desks[$1].expected.idleSince, $1)
    }.map { desks[$0].agent }
  }

  private func index(of department: Department.ID, _ tenant: Int) -> Int? {
    lines.firstIndex { $0.tenant == tenant && $0.department == department }
  }

  /// Property 10: what the store says of these agents is what they must be.
  private func checkConditions(of agents: [Agent.ID], in tenant: Int) async throws {
    guard !agents.isEmpty else { return }
    let states = try await raw.read(for: tenants[tenant]) { scope throws(StoreFailure) in
      var states: [AgentState?] = []
      for agent in agents { states.append(try await scope.agentState(agent)) }
      return states
    }
    for (agent, state) in zip(agents, states) {
      let desk = SimulatedDesk.number(of: agent)
      try requireEqual(
        state?.condition(at: now), desks[desk].expected.condition(at: now), "property 10: what agent \(desk) is")
    }
  }

  /// The day is over: no queue holds anybody, and nobody rings or speaks.
  func checkSwitchboard() async throws {
    for line in lines {
      let id = line.department
      let count = try await raw.read(for: tenants[line.tenant]) { scope throws(StoreFailure) in
        try await scope.queueHead(of: id).count
      }
      try requireEqual(line.count, 0, "nobody is left in a queue")
      try requireEqual(count, 0, "property 29: no place in a queue is left")
    }
    for tenant in tenants.indices {
      let own = desks.filter { $0.tenant == tenant }
      let states = try await raw.read(for: tenants[tenant]) { scope throws(StoreFailure) in
        try await scope.agentStates()
      }
      try require(
        states.allSatisfy { $0.offer == nil && $0.calls.isEmpty }, "property 29: every agent is released")
      try require(own.allSatisfy { $0.telephone == .free }, "every telephone is free")
    }
  }
}

extension SimulatedDesk {
  /// The call needs them no more.
  fileprivate mutating func release(from call: Int, at moment: Timestamp) {
    expected.isReleased(from: call, at: moment, wrapUp: .seconds(plan.wrapUpSeconds))
  }
}

extension CallCourse {
  /// The queue in which the call has a place.
  fileprivate var line: Department.ID? {
    if case .waiting(let id) = stop { return id }
    return ring.flatMap { $0.isFromQueue && $0.answeredBy == nil ? department : nil }
  }
}
