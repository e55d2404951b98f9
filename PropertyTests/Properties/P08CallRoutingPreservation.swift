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
          case .asks: onward = try await bench.ask(at: turn) ?? onward
          case .speaks: onward = try await bench.speak(at: turn) ?? onward
          }
          try P08.check(try await bench.kept(place), chain.caller, onward, after: step)
        }
        try await bench.end(because: .hungUp)
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
    /// Who waits asks how it stands.
    case asks
    /// Leaves a message.
    case speaks
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
  ]

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
    default: break
    }
  }

  static let labels: @Sendable (TransferChain) -> [String] = { chain in
    var labels: Set<String> = []
    if chain.caller == .withheld { labels.insert("withheld") }
    var sent = 0
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
