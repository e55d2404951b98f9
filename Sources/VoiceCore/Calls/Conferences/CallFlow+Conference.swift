/// Bringing somebody into a talk, within one unit of work.
extension CallFlow {
  /// The caller and whoever talks with them are to have this guest with them; the same rules say who that is as for a
  /// transfer. Nobody is rung yet: the host's line has to ask first.
  func confer(
    _ call: Call, with target: RoutingTarget, because reason: TransferReason
  ) async throws(StoreFailure) -> Result<Call, SendCall.Failure> {
    guard !call.hasEnded else { return .failure(.tooLate) }
    guard call.course?.conference == nil else { return .failure(.full) }
    guard let host = call.host else { return .failure(.noTalk) }
    let decision = try await decide(.sendTo(target), for: call, by: try await scope.routingPlan())
    let number = try await number(by: decision)
    let isLoop = try await isIn(call, with: host, number)
    guard target != host.person.target, !isLoop else { return .failure(.refused(RefusedSetting("to", .loop))) }
    let guest: Conference.Guest
    if let number {
      guest = .dialled(number)
    } else if case .ring(let plan) = decision.destination, let rung = decision.rung,
      let ring = try await ring(plan, from: 0, for: rung, call: call.id)
    {
      guest = .ringing(ring)
    } else {
      return .failure(.nobodyFree)
    }
    let course = CallCourse(
      .conference(Conference(host, wanting: guest, because: reason)), department: call.department,
      hops: decision.hops, turn: (call.course?.turn ?? 0) + 1)
    var wanted = call.decide(routed: course, because: decision.reasons, at: now)
    wanted.intentions.append(.bring(host.leg))
    return .success(try await scope.commit(wanted, to: call, at: now))
  }

  /// Whoever was asked takes the place; `nil` when it isn't theirs, or no longer. On the same line again it is.
  func join(_ call: Call, by agent: Agent.ID?, on leg: CarrierCallID) async throws(StoreFailure) -> Call? {
    guard !call.hasEnded, let conference = call.course?.conference else { return nil }
    let person: Participant
    switch (conference.guest, agent) {
    case (.joined(let seat), _): return seat.leg == leg ? call : nil
    case (.ringing(let ring), let agent?) where ring.agents.contains(agent):
      guard try await scope.answered(call.id, by: agent, of: ring, at: now) else { return nil }
      person = .agent(agent)
    case (.dialled(let number), nil): person = .number(number)
    case (.ringing, _), (.dialled, _), (.none, _): return nil
    }
    let joined = Call.Decision(
      facts: [.conference(.joined(Conference.Seat(person, on: leg)))], intentions: [.bring(leg)])
    return try await scope.commit(joined, to: call, at: now)
  }

  /// The host's line has rung, and whoever picked up hasn't taken the place: the next round rings, or the two go on talking.
  func guestRang(
    _ outcome: Transfer.Outcome, inRound round: Int, on leg: CarrierCallID, of call: Call
  ) async throws(StoreFailure) -> Call {
    guard !call.hasEnded, let conference = call.course?.conference, conference.host?.leg == leg,
      conference.isRinging, conference.round == round
    else { return call }
    if case .ringing(let ring) = conference.guest {
      // Who picked up and was asked has declined.
      try await scope.unanswered(call.id, outcome == .answered ? .noAnswer : outcome, of: ring, at: now)
      if let next = try await self.ring(ring.plan, from: round + 1, for: ring.target, call: call.id) {
        return try await scope.commit(Call.Decision(facts: [.conference(.rang(next))]), to: call, at: now)
      }
    }
    return try await scope.commit(Call.Decision(facts: [.conference(.unanswered)]), to: call, at: now)
  }

  /// Somebody's line is over. Where nobody of ours is left the carrier asks what is next for the caller: nothing.
  func left(_ leg: CarrierCallID, _ call: Call) async throws(StoreFailure) -> Call {
    guard !call.hasEnded, let before = call.course?.conference, before.seats.contains(where: { $0.leg == leg }) else {
      return call
    }
    let left = try await scope.commit(Call.Decision(facts: [.conference(.left(leg))]), to: call, at: now)
    guard let after = left.course?.conference else { return left }
    try await scope.release(call.id, from: before.agents.filter { !after.agents.contains($0) }, at: now)
    guard after.seats.isEmpty else { return left }
    var done = left.decide(answeredAtStop: now)
    done.intentions.append(.redirect)
    return try await scope.commit(done, to: left, at: now)
  }

  /// The telephone that the rules lead to, where it is no agent's.
  private func number(by decision: RoutingDecision) async throws(StoreFailure) -> PhoneNumber? {
    switch decision.destination {
    case .outside(let number): return number
    case .queue(let id), .callBack(let id, _): return try await isStaffed(id) ? nil : scope.department(id)?.number
    case .ring, .voicemail, .receptionist, .menu, .unknownExtension, .farewell: return nil
    }
  }

  /// Whether whoever has that number is in the talk already, or would come to us again.
  private func isIn(
    _ call: Call, with host: Conference.Seat, _ number: PhoneNumber?
  ) async throws(StoreFailure) -> Bool {
    guard let number else { return false }
    if call.caller.number == number || host.person == .number(number) { return true }
    return try await scope.phoneLines().contains { $0.number == number }
  }
}
