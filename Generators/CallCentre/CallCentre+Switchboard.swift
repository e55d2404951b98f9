import PropertyTesting
import VoiceCore

/// The carrier does what the tenant's rules say of a call beside its receptionist.
extension CallCentre {
  /// The longest that a caller speaks to a machine here.
  private static let longestMessage: Duration = .seconds(60)

  /// Sets up each tenant's departments, rules and desks; its people come when their plan says so.
  func openSwitchboard(_ switchboard: SwitchboardPlan) async throws {
    for tenant in 0..<plan.tenants {
      let office = try SwitchboardOffice(switchboard, tenant: tenant, firstDesk: desks.count)
      try await raw.transaction(for: tenants[tenant]) { scope throws(StoreFailure) in
        for department in office.departments { try await scope.save(department) }
        for route in office.routes { try await scope.save(route) }
        for rule in office.rules { try await scope.save(rule) }
        for agent in office.agents { try await scope.save(agent) }
      }
      lines += zip(office.routes, switchboard.departments).map { route, habits in
        WaitingLine(tenant: tenant, department: route.department, habits: habits)
      }
      for (plan, agent) in zip(switchboard.desks, office.agents) {
        let number = desks.count
        desks.append(
          SimulatedDesk(
            plan: plan, tenant: tenant, agent: agent.id, department: agent.departments[0],
            expected: ExpectedDesk(since: beginning)))
        if plan.stays > .zero { agenda.plan(.desk(number, .comes), at: beginning + plan.comes) }
      }
    }
  }

  /// The answer of a webhook is done.
  func follow(_ onward: Onward, _ number: Int) throws {
    try adopt(onward.place, number)
    let isNew = calls[number].turn != onward.turn
    calls[number].turn = onward.turn
    switch onward.act {
    case .ring(let agents, let span): try ringDesks(agents, for: span, number)
    case .dial(let phone, _):
      let tenant = calls[number].plan.tenant % plan.tenants
      try require(
        TestTenant.answers(phone, of: tenant + 1) || phone == SwitchboardOffice.number(of: tenant),
        "only the tenant's people are rung")
      ring(number)
    // Nobody brings anybody into a talk here.
    case .confer: try require(false, "nobody is in a conference")
    case .hold(let span):
      calls[number].leg = .waiting
      if isNew { tell("waits", of: number) }
      plan(.asksAgain(number, errand: calls[number].errand), in: span)
    case .record:
      calls[number].leg = .recording
      tell("hears the greeting of voicemail", of: number)
      plan(.messageEnds(number, errand: calls[number].errand), in: message(of: number))
    case .hangUp:
      tell("is hung up", of: number)
      endLeg(of: number, .hungUp)
    }
  }

  /// How long the caller would speak to a machine; zero for one who says nothing.
  private func message(of number: Int) -> Duration { min(calls[number].plan.answer.talk / 8, Self.longestMessage) }

  func askAgain(_ number: Int, _ errand: Int) {
    guard calls[number].errand == errand else { return }
    let lap = KeepWaiting.Lap(turn: calls[number].turn, number: calls[number].laps)
    calls[number].laps += 1
    send(.lap(lap), of: number)
  }

  func askHowItStands(_ lap: KeepWaiting.Lap, of number: Int, _ letter: Letter) async throws {
    let call = calls[number]
    let onward = try await desk.keepWaiting(lap, of: call.carrierID, dialled: call.dialled)
    calls[number].asked = lap.turn
    guard letter.isHeard, letter.errand == calls[number].errand, calls[number].leg == .waiting else { return }
    if let onward { try follow(onward, number) } else { endLeg(of: number, .hungUp) }
  }

  func endMessage(of number: Int, _ errand: Int) {
    guard calls[number].errand == errand else { return }
    tell("has spoken, for ms", Int(message(of: number).wholeMilliseconds), of: number)
    calls[number].leg = .asking
    send(.message(turn: calls[number].turn), of: number)
  }

  func bringMessage(at turn: Int, of number: Int, _ letter: Letter) async throws {
    let call = calls[number]
    let length = message(of: number)
    guard let name = CarrierRecording("RE\(number)") else { return }
    let report = ReceiveVoicemail.Report(recording: name, duration: length, audio: .awaited)
    let onward = try await desk.receive(
      length > .zero ? report : nil, of: call.carrierID, dialled: call.dialled, turn: turn)
    try await checkMessage(report, at: turn, of: number)
    guard letter.isHeard, letter.errand == calls[number].errand, calls[number].leg == .asking else { return }
    if let onward { try follow(onward, number) } else { endLeg(of: number, .hungUp) }
  }

  /// What a caller said to the machine of a stop is kept, once.
  private func checkMessage(_ report: ReceiveVoicemail.Report, at turn: Int, of number: Int) async throws {
    guard report.duration > .zero, let before = calls[number].lastSeen, let course = before.course,
      case .voicemail = course.stop, course.turn == turn, !before.hasEnded
    else { return }
    let kept = try await raw.read(for: calls[number].tenant) { scope throws(StoreFailure) in
      try await scope.voicemail(Voicemail.ID(of: before.id))
    }
    try requireEqual(kept?.duration, report.duration, "a message that was left is kept")
    try requireEqual(kept?.from, calls[number].caller, "property 8: a message says whose it is")
    messages += 1
  }

  /// An agent's telephone was picked up, as the carrier tells at that time; nobody repeats it.
  func tellTaken(by number: Int, at turn: Int, of call: Int) async throws {
    guard let place = calls[call].place else { return }
    try await desk.take(place, by: desks[number].agent, turn: turn)
  }
}

/// A tenant's departments and people, as they are stored.
private struct SwitchboardOffice: Sendable {
  let departments: [Department]
  let routes: [DepartmentRoute]
  let rules: [TransferRule]
  let agents: [Agent]

  init(_ plan: SwitchboardPlan, tenant: Int, firstDesk: Int) throws(RefusedSetting) {
    let ids = plan.departments.indices.map { Department.ID(UInt128($0 + 1)) }
    departments = ids.dropFirst().map { Department(id: $0, name: "service", number: Self.number(of: tenant)) }
    agents = try plan.desks.enumerated().map { number, desk throws(RefusedSetting) in
      try Agent(
        id: SimulatedDesk.agent(firstDesk + number), name: "Agent \(firstDesk + number)",
        departments: [ids[desk.department % ids.count]], wrapUp: .seconds(desk.wrapUpSeconds))
    }
    let agents = agents
    routes = try zip(ids, plan.departments).map { id, habits throws(RefusedSetting) in
      let others = agents.filter { !$0.departments.contains(id) }.map(\.id)
      let other = ids.first { $0 != id }
      let overflow: RoutingTarget =
        switch habits.overflow {
        case .voicemail: .voicemail(id)
        case .otherDepartment: other.map { .department($0) } ?? .voicemail(id)
        case .number: .outside(Self.number(of: tenant))
        case .farewell: .farewell
        }
      return try DepartmentRoute(
        department: id, strategy: habits.strategy, ringSeconds: habits.ringSeconds,
        backups: habits.hasBackups ? Array(others.prefix(DepartmentRoute.maximumBackups)) : [],
        limits: try QueueLimits(longestWaitSeconds: habits.longestWaitSeconds, length: habits.length),
        overflow: overflow)
    }
    rules =
      ids.count > 1
      ? [TransferRule(id: Identifier(1), sign: .reason(.callerWish), target: .department(ids[1]))] : []
  }

  /// A telephone that is no agent's.
  static func number(of tenant: Int) -> PhoneNumber {
    guard let number = PhoneNumber("+1555010\(6100 + tenant)") else { preconditionFailure("it is a number") }
    return number
  }
}

extension ProvisionTenant.Plan {
  /// The same company with its customer service in the first department.
  func withSwitchboard() -> Self {
    var company = self
    company.tenant.settings.routing.customerService = .department(Department.ID(1))
    return company
  }
}
