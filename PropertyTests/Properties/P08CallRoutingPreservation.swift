import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P08-call-routing-preservation.md
  static let p08CallRoutingPreservation = VerifiedProperty(
    number: 8, title: "Call Routing Preservation", core: nil,
    store: { source in
      Property(8, "Call Routing Preservation", for: .transferChain, labels: P08.labels, coverage: P08.coverage) {
        chain in
        let bench = try await SwitchboardBench(try await source.make(), caller: chain.caller)
        let place = try await bench.join()
        if chain.isHandedOver { try await bench.advance(.personWanted(.callerWish, nil), in: place) }
        var onward = try await bench.next()
        for step in chain.steps {
          try await bench.pass(.seconds(2))
          let turn = onward?.turn ?? 0
          switch step {
          case .sent(let target): onward = try await bench.send(place, to: target) ?? onward
          case .rang(let outcome): onward = try await bench.report(outcome, at: turn) ?? onward
          case .taken:
            if case .ring(let agents, _) = onward?.act { try await bench.take(place, by: agents[0], at: turn) }
          case .conferred(let target, let tale):
            onward = try await P08.confer(target, tale, onward, place, on: bench) ?? onward
          case .asks: onward = try await bench.ask(at: turn) ?? onward
          case .speaks: onward = try await bench.speak(at: turn) ?? onward
          }
          try P08.check(try await bench.kept(place), chain.caller, onward, after: step)
          try await P08.checkAgents(place, on: bench, after: step)
        }
        try await bench.end(because: .hungUp)
        try await P08.checkAgents(place, on: bench, after: nil)
        let kept = try await bench.kept(place)
        try requireEqual(kept.record?.caller, chain.caller, "the record tells who called")
      }
    }, isSimulated: true)
}

/// A call's way through a company.
private struct TransferChain: Equatable, Sendable {
  enum Step: Equatable, Sendable {
    /// Somebody sends the call on: a cold transfer.
    case sent(RoutingTarget)
    /// The telephones have rung, or those who spoke have hung up.
    case rang(Transfer.Outcome)
    case taken
    /// Whoever was rung takes the caller, somebody is to join the two, and this becomes of it.
    case conferred(RoutingTarget, Tale)
    /// Who waits asks how it stands.
    case asks
    /// Leaves a message.
    case speaks
  }

  /// What becomes of a talk that somebody is to join.
  enum Tale: Equatable, Sendable, CaseIterable {
    case nobodyComes, guestComes, hostLeavesWhileItRings, hostLeavesGuest, guestLeavesHost, bothLeave
  }

  let caller: Caller
  let isHandedOver: Bool
  let steps: [Step]
}

extension Gen where Value == TransferChain {
  fileprivate static var transferChain: Gen {
    zip(.caller(outOf: 50), Gen<Bool>.bool(probability: 0.7), Gen<[TransferChain.Step]>.array(of: step, count: 1...12))
      .map { TransferChain(caller: $0, isHandedOver: $1, steps: $2) }
  }

  private static var step: Gen<TransferChain.Step> {
    .weighted([
      (6, target.map(TransferChain.Step.sent)),
      (4, Gen<Transfer.Outcome>.element(of: [.noAnswer, .busy, .failed, .answered]).map(TransferChain.Step.rang)),
      (2, .just(.taken)), (2, .just(.asks)), (3, .just(.speaks)),
      (4, zip(target, .element(of: TransferChain.Tale.allCases)).map(TransferChain.Step.conferred)),
    ])
  }

  private static var target: Gen<RoutingTarget> {
    .weighted([
      (2, Gen<Agent.ID>.element(of: SwitchboardBench.agents).map(RoutingTarget.agent)),
      (2, .just(.department(SwitchboardBench.sales))), (2, .just(.department(SwitchboardBench.service))),
      (1, Gen<Department.ID>.element(of: [SwitchboardBench.sales, SwitchboardBench.service]).map(RoutingTarget.queue)),
      (1, .just(.voicemail(nil))), (1, .just(.voicemail(SwitchboardBench.service))),
      (2, Gen<PhoneNumber>.phoneNumber(outOf: 9).map(RoutingTarget.outside)),
    ])
  }
}

private enum P08 {
  static let coverage = [
    Coverage("withheld", atLeast: 5), Coverage("three transfers", atLeast: 20), Coverage("an agent", atLeast: 15),
    Coverage("a department", atLeast: 15), Coverage("a queue", atLeast: 10), Coverage("a backup", atLeast: 15),
    Coverage("voicemail", atLeast: 10), Coverage("a number outside", atLeast: 15),
    Coverage("somebody is to join", atLeast: 20),
  ]

  /// The two talk, a third is wanted, and the carrier asks for each line; the answer is what is next for the caller's.
  static func confer(
    _ target: RoutingTarget, _ tale: TransferChain.Tale, _ onward: Onward?, _ place: CallPlace,
    on bench: SwitchboardBench
  ) async throws -> Onward? {
    guard let onward, let host = CarrierCallID("CAhost\(onward.turn)"),
      let guest = CarrierCallID("CAguest\(onward.turn)")
    else { return nil }
    // What is told of a former stop is nothing to it.
    guard try await bench.kept(place).call.course?.turn == onward.turn else { return nil }
    switch onward.act {
    case .ring(let agents, _): try await bench.take(place, by: agents[0], at: onward.turn, on: host)
    case .dial: try await bench.take(place, by: nil, at: onward.turn, on: host)
    case .confer, .hold, .record, .hangUp: return nil
    }
    guard try await bench.confer(place, with: target) else { return nil }
    let turn = onward.turn + 1
    guard case .ring(let ring, let round) = try await bench.attend.next(for: host, in: place, turn: turn) else {
      throw RequirementFailure("the host's line rings the guest", fileID: #fileID, line: #line)
    }
    // The number that the host's line bears is the caller's own, so none is said.
    try requireEqual(ring.showing, nil, "whoever joins sees the caller's number")
    let caller = try await bench.report(.answered, at: onward.turn)
    guard case .confer = caller?.act else {
      throw RequirementFailure("the caller is in the room", fileID: #fileID, line: #line)
    }
    switch tale {
    case .nobodyComes:
      var (next, last) = (AttendConference.Next.ring(ring, round: round), -1)
      while case .ring(_, let round) = next {
        try require(round > last, "each round rings once")
        last = round
        next = try await bench.attend.guestRang(.busy, inRound: round, on: host, in: place, turn: turn)
      }
      guard case .join = next else {
        throw RequirementFailure("the two go on talking", fileID: #fileID, line: #line)
      }
    case .hostLeavesWhileItRings: try await bench.attend.left(host, place)
    case .guestComes, .hostLeavesGuest, .guestLeavesHost, .bothLeave:
      let agent: Agent.ID? = if case .ring(let agents, _) = ring.act { agents[0] } else { nil }
      let hasJoined = try await bench.join(place, by: agent, on: guest, at: turn)
      try require(hasJoined, "whoever takes it has the place")
      if tale == .hostLeavesGuest || tale == .bothLeave { try await bench.attend.left(host, place) }
      if tale == .guestLeavesHost || tale == .bothLeave { try await bench.attend.left(guest, place) }
    }
    return try await bench.next()
  }

  /// Nobody is kept by a call who isn't where it is.
  static func checkAgents(
    _ place: CallPlace, on bench: SwitchboardBench, after step: TransferChain.Step?
  ) async throws {
    let call = try await bench.kept(place).call
    let there: [Agent.ID]
    switch call.course?.stop {
    case .ringing(let ring) where !call.hasEnded: there = ring.answeredBy.map { [$0] } ?? ring.agents
    case .conference(let conference) where !call.hasEnded: there = conference.agents
    default: there = []
    }
    let kept = try await bench.keptAgents(by: place.call)
    try require(
      kept.isSubset(of: there),
      "a call keeps only those who are where it is, after \(step.map { "\($0)" } ?? "the end")")
  }

  /// Whoever has the call, or what is left of it, is shown the caller who dialled.
  static func check(
    _ kept: SwitchboardBench.Kept, _ caller: Caller, _ onward: Onward?, after step: TransferChain.Step
  ) throws {
    try requireEqual(kept.call.caller, caller, "who called is shown to whoever has the call, after \(step)")
    if let voicemail = kept.voicemail {
      try requireEqual(voicemail.from, caller, "a message says who left it")
    }
    if let record = kept.record { try requireEqual(record.caller, caller, "the record tells who called") }
    guard let onward, !kept.call.hasEnded, onward.turn == kept.call.course?.turn else { return }
    // Who is dialled is who the stop says, and the caller isn't: nobody is shown a number of ours instead.
    switch (onward.act, kept.call.course?.stop) {
    case (.ring(let agents, _), .ringing(let ring)): try requireEqual(agents, ring.agents, "those agents ring")
    case (.dial(let number, _), .number(let wanted)): try requireEqual(number, wanted, "that number rings")
    // A room that is over stays the last that was said of the caller's line.
    case (.confer, .conference), (.confer, .done): break
    case (.confer, _): throw RequirementFailure("who is in a room is in a conference", fileID: #fileID, line: #line)
    default: break
    }
  }

  static let labels: @Sendable (TransferChain) -> [String] = { chain in
    var labels: Set<String> = []
    if chain.caller == .withheld { labels.insert("withheld") }
    var sent = 0
    if chain.steps.contains(where: { if case .conferred = $0 { true } else { false } }) {
      labels.insert("somebody is to join")
    }
    for case .sent(let target) in chain.steps {
      sent += 1
      switch target {
      case .agent: labels.insert("an agent")
      case .department(SwitchboardBench.service): labels.insert("a backup")
      case .department: labels.insert("a department")
      case .queue: labels.insert("a queue")
      case .voicemail: labels.insert("voicemail")
      case .outside: labels.insert("a number outside")
      case .receptionist, .farewell: break
      }
    }
    if sent >= 3 { labels.insert("three transfers") }
    return labels.sorted()
  }
}
