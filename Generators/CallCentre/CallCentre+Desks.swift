import PropertyTesting
import VoiceCore

/// Agents at their desks: they come, say that they are there, answer, miss, take breaks and go.
extension CallCentre {
  /// How often a computer says that somebody is there. Source: property 10.
  private static let refresh: Duration = .seconds(15)
  private static let atOnce: Duration = .milliseconds(200)

  func happen(_ event: DeskEvent, at number: Int) async throws {
    switch event {
    case .comes: try await come(number)
    case .refreshes(let presence): try await refresh(number, presence)
    case .pauses: try await pause(number)
    case .returns: try await comeBack(number)
    case .notices:
      desks[number].isNoticing = false
      if desks[number].isOnDuty, desks[number].wants != .notAvailable {
        try await say(desks[number].wants, at: number)
      }
    case .goes: try await go(number)
    case .picksUp(let call, let errand): pickUp(call, errand, at: number)
    case .declines(let call, let errand): decline(call, errand, at: number)
    }
  }

  private func come(_ number: Int) async throws {
    desks[number].isOnDuty = true
    plan(.desk(number, .goes), in: desks[number].plan.stays)
    try await begin(number)
    planPause(of: number)
  }

  private func begin(_ number: Int) async throws {
    desks[number].presence += 1
    desks[number].wants = .available
    plan(.desk(number, .refreshes(presence: desks[number].presence)), in: Self.refresh)
    try await say(.available, at: number)
  }

  private func refresh(_ number: Int, _ presence: Int) async throws {
    guard desks[number].presence == presence else { return }
    plan(.desk(number, .refreshes(presence: presence)), in: Self.refresh)
    try await say(nil, at: number)
  }

  private func planPause(of number: Int) {
    let pauses = desks[number].plan.pauses
    guard desks[number].nextPause < pauses.count else { return }
    plan(.desk(number, .pauses), in: pauses[desks[number].nextPause].after)
  }

  private func pause(_ number: Int) async throws {
    guard desks[number].isOnDuty else { return }
    let pause = desks[number].plan.pauses[desks[number].nextPause]
    desks[number].nextPause += 1
    plan(.desk(number, .returns), in: pause.span)
    switch pause.kind {
    case .busy:
      desks[number].wants = .busy
      try await say(.busy, at: number)
    case .away:
      desks[number].wants = .notAvailable
      try await say(.notAvailable, at: number)
    case .silent:
      desks[number].presence += 1
      tell("is gone without a word", of: nil, desk: number)
    }
  }

  private func comeBack(_ number: Int) async throws {
    guard desks[number].isOnDuty else { return }
    try await begin(number)
    planPause(of: number)
  }

  private func go(_ number: Int) async throws {
    desks[number].isOnDuty = false
    desks[number].presence += 1
    desks[number].wants = .notAvailable
    if desks[number].plan.saysGoodbye {
      try await say(.notAvailable, at: number)
    } else {
      tell("goes without a word", of: nil, desk: number)
    }
  }

  /// The computer says that somebody is there, and what they say of themselves; the node's answer is what they must be.
  private func say(_ status: AgentStatus?, at number: Int) async throws {
    let office = desks[number]
    if let status {
      tell(
        status == .available ? "says to be available" : status == .busy ? "says to be busy" : "says to be away",
        of: nil, desk: number)
    }
    guard !isDown else { return }
    let seen: SeenAgent
    do throws(RoutingFailure) {
      seen = try await desk.setStatus(
        SetAgentStatus.Wish(status, in: office.session), of: office.agent, by: machine(of: office.tenant),
        in: tenants[office.tenant])
    } catch {
      guard error == .unavailable else { throw error }
      return
    }
    desks[number].expected.refreshes(saying: status, at: now)
    let condition = seen.condition(at: now)
    try requireEqual(
      condition, desks[number].expected.condition(at: now), "property 10: what agent \(number) is to the node")
    guard condition == .missed || condition == .notAvailable, office.wants != .notAvailable, !office.isNoticing else {
      return
    }
    desks[number].isNoticing = true
    plan(.desk(number, .notices), in: office.plan.notices)
  }

  private func machine(of tenant: Int) -> Bearer {
    .key(APIKey.ID(1), [.changeAgentStatus], of: tenants[tenant])
  }

  /// Telephones ring; whose line is busy declines at once.
  func ringDesks(_ agents: [Agent.ID], for span: Duration, _ call: Int) throws {
    let rung = agents.map(SimulatedDesk.number)
    let tenant = calls[call].plan.tenant % plan.tenants
    try require(
      rung.allSatisfy { desks.indices.contains($0) && desks[$0].tenant == tenant },
      "property 1: a tenant's own people ring")
    calls[call].leg = .ringing
    calls[call].desks = rung
    let errand = calls[call].errand
    plan(.ringEnds(call, errand: errand), in: span)
    for number in rung {
      tell("rings", of: call, desk: number)
      guard desks[number].telephone == .free else {
        plan(.desk(number, .declines(call: call, errand: errand)), in: Self.atOnce)
        continue
      }
      desks[number].telephone = .rings(call: call, errand: errand)
      switch desks[number].nextAnswer() {
      case .picksUp(let span): plan(.desk(number, .picksUp(call: call, errand: errand)), in: span)
      case .declines(let span): plan(.desk(number, .declines(call: call, errand: errand)), in: span)
      case .letsItRing: break
      }
    }
  }

  private func pickUp(_ call: Int, _ errand: Int, at number: Int) {
    guard desks[number].telephone == .rings(call: call, errand: errand), calls[call].errand == errand else { return }
    let turn = calls[call].turn
    hangUpDesks(of: call)
    desks[number].telephone = .talks(call: call)
    calls[call].desks = [number]
    calls[call].leg = .talking
    calls[call].talksSince = now
    tell("talks", of: call, desk: number)
    send(.taken(number, turn: turn), of: call)
    plan(.talkEnds(call), in: calls[call].plan.answer.talk)
  }

  private func decline(_ call: Int, _ errand: Int, at number: Int) {
    if desks[number].telephone == .rings(call: call, errand: errand) { desks[number].telephone = .free }
    guard calls[call].errand == errand else { return }
    tell("is declined", of: call, desk: number)
    calls[call].desks.removeAll { $0 == number }
    guard calls[call].desks.isEmpty else { return }
    calls[call].leg = .asking
    send(.dialResult(.busy, turn: calls[call].turn), of: call)
  }

  func endRinging(of call: Int, _ errand: Int) {
    guard calls[call].errand == errand else { return }
    tell("has rung in vain", of: call)
    hangUpDesks(of: call)
    calls[call].leg = .asking
    send(.dialResult(.noAnswer, turn: calls[call].turn), of: call)
  }

  /// The telephones on which a call rings or speaks are free again.
  func hangUpDesks(of call: Int) {
    for number in calls[call].desks {
      switch desks[number].telephone {
      case .rings(call, _), .talks(call): desks[number].telephone = .free
      case .free, .rings, .talks: break
      }
    }
    calls[call].desks = []
  }
}

extension SimulatedDesk {
  /// The first desk's agent; the others count on from it.
  private static let firstAgent = 0xD000

  static func agent(_ number: Int) -> Agent.ID { Agent.ID(UInt128(firstAgent + number)) }
  static func number(of agent: Agent.ID) -> Int { Int(agent.bits) - firstAgent }

  /// What they do about the telephone this time.
  mutating func nextAnswer() -> DeskPlan.Answer {
    defer { rings += 1 }
    return plan.answers.isEmpty ? .picksUp(after: .seconds(5)) : plan.answers[rings % plan.answers.count]
  }
}
