import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P11-call-activity-logging.md
  static let p11CallActivityLogging = VerifiedProperty(
    number: 11, title: "Call Activity Logging", core: nil,
    store: { source in
      Property(11, "Call Activity Logging", for: .endedCall, labels: P11.labels, coverage: P11.coverage) { ended in
        let carrier = StandingCarrier(ended.way == .nodeLost(isOver: true) ? .over(.hungUp) : .live)
        let bench = try await SwitchboardBench(try await source.make(), caller: ended.caller, carrier: carrier)
        let began = bench.time.now()
        let place = try await P11.live(ended, bench)
        let kept = try await bench.kept(place)
        guard let record = kept.record else {
          throw RequirementFailure("a call that ended has its record", fileID: #fileID, line: #line)
        }
        try P11.check(record, kept, ended, began: began, before: bench.time.now())
        // Whatever is told afterwards, there is this one record and no other.
        for cause in ended.later { try await bench.end(because: cause) }
        _ = try await bench.report(.answered, at: kept.call.course?.turn ?? 0)
        let after = try await bench.kept(place)
        try requireEqual(after.record, record, "nothing told later changes the record")
        try requireEqual(after.facts.count, kept.facts.count, "nor adds anything to what happened")
        try await P11.requireNoSecond(record, bench)
      }
    }, isSimulated: true)
}

/// A call, how it went and how it ended.
private struct EndedCall: Equatable, Sendable {
  enum Way: Equatable, Sendable {
    /// The node takes no more.
    case refused(AdmissionRefusal)
    /// Nobody answered before the caller was gone.
    case unanswered
    /// While the receptionist speaks.
    case inTalk(Ending.Cause)
    case withAgent
    /// In the queue of a department where nobody is.
    case waiting
    case leftMessage
    /// An outside number was dialled.
    case outside(Transfer.Outcome)
    /// The process is gone; the carrier's leg is, too, or nobody ever asks for it.
    case nodeLost(isOver: Bool)
  }

  let caller: Caller
  let way: Way
  /// Whole seconds between any two things that happen.
  let pace: Int
  /// What the voice AI used, turn by turn: tokens and millionths of a dollar.
  let usage: [Int]
  /// Who says afterwards, too, that it is over.
  let later: [Ending.Cause]
}

extension Gen where Value == EndedCall {
  fileprivate static var endedCall: Gen {
    gen { source in
      EndedCall(
        caller: try source.draw(.caller(outOf: 20)), way: try source.draw(way), pace: try source.draw(.int(0...9)),
        usage: try source.draw(.array(of: .int(0...5000), count: 0...4)),
        later: try source.draw(.array(of: .element(of: Ending.Cause.allCases), count: 0...3)))
    }
  }

  private static var way: Gen<EndedCall.Way> {
    .weighted([
      (1, Gen<AdmissionRefusal>.element(of: AdmissionRefusal.allCases).map(EndedCall.Way.refused)),
      (1, .just(.unanswered)),
      (3, Gen<Ending.Cause>.element(of: Ending.Cause.allCases).map(EndedCall.Way.inTalk)), (2, .just(.withAgent)),
      (1, .just(.waiting)), (1, .just(.leftMessage)),
      (1, Gen<Transfer.Outcome>.element(of: Transfer.Outcome.allCases).map(EndedCall.Way.outside)),
      (2, Gen<Bool>.bool(probability: 0.5).map { .nodeLost(isOver: $0) }),
    ])
  }
}

private enum P11 {
  static let coverage = [
    Coverage("refused", atLeast: 3), Coverage("unanswered", atLeast: 3), Coverage("in talk", atLeast: 10),
    Coverage("with an agent", atLeast: 6), Coverage("waiting", atLeast: 3), Coverage("left a message", atLeast: 3),
    Coverage("a number outside", atLeast: 3), Coverage("node lost", atLeast: 6), Coverage("told again", atLeast: 30),
  ]

  /// Lives through the call, to its end.
  static func live(_ ended: EndedCall, _ bench: SwitchboardBench) async throws -> CallPlace {
    let pace = Duration.seconds(ended.pace)
    switch ended.way {
    case .refused(let refusal):
      guard case .busy(let place) = try await bench.ring(admission: Admission { refusal }) else {
        throw RequirementFailure("a node that takes no more refuses", fileID: #fileID, line: #line)
      }
      return place
    case .unanswered:
      guard case .connect(_, let place) = try await bench.ring() else {
        throw RequirementFailure("a call is taken", fileID: #fileID, line: #line)
      }
      try await bench.pass(pace)
      try await bench.end(because: .unanswered)
      return place
    default: break
    }
    let place = try await bench.join()
    for (number, amount) in ended.usage.enumerated() {
      try await bench.pass(pace)
      try await bench.advance(
        .judged(Attempt.ID(number + 1), .served), noting: [.used(usage(amount))], in: place)
    }
    try await bench.pass(pace)
    switch ended.way {
    case .refused, .unanswered: break
    case .inTalk(let cause): try await bench.end(because: cause)
    case .withAgent:
      let onward = try await bench.send(place, to: .department(SwitchboardBench.sales))
      guard let onward, case .ring(let agents, _) = onward.act else { break }
      try await bench.take(place, by: agents[0], at: onward.turn)
      try await bench.pass(pace)
      _ = try await bench.report(.answered, at: onward.turn)
      try await bench.end(because: .hungUp)
    case .waiting:
      _ = try await bench.send(place, to: .queue(SwitchboardBench.service))
      try await bench.pass(pace)
      try await bench.end(because: .hungUp)
    case .leftMessage:
      let onward = try await bench.send(place, to: .voicemail(nil))
      try await bench.pass(pace)
      _ = try await bench.speak(at: onward?.turn ?? 0)
    case .outside(let outcome):
      guard let number = PhoneNumber("+15550106999") else { break }
      let onward = try await bench.send(place, to: .outside(number))
      try await bench.pass(pace)
      _ = try await bench.report(outcome, at: onward?.turn ?? 0)
      try await bench.end(because: .hungUp)
    case .nodeLost:
      bench.time.advance(by: .seconds(3600))
      try await bench.rescue(place)
    }
    return place
  }

  private static func usage(_ amount: Int) -> AIUsage {
    var usage = AIUsage()
    usage.audioIn = amount
    usage.microdollars = amount * 3
    return usage
  }

  /// What a bookkeeper would write down of it.
  static func check(
    _ record: CallDetailRecord, _ kept: SwitchboardBench.Kept, _ ended: EndedCall, began: Timestamp, before: Timestamp
  ) throws {
    let log = try CallLogReading.entries(of: kept.recorded)
    try IncidentLaw.oneEndPerCall.check(log)
    try IncidentLaw.callActivityLogging.check(log)
    try requireNil(kept.live, "nobody has a call that is over")
    try requireEqual(record.caller, ended.caller, "the record tells who called")
    try requireEqual(record.dialled, TestTenant.line(of: 1), "and what they dialled")
    try require(record.startedAt >= began && record.endedAt <= before, "and when")
    try requireEqual(record.duration, record.endedAt - record.startedAt, "and for how long")
    try requireEqual(record.disposition, disposition(ended.way), "and how it ended")
    try requireEqual(record.answeredAt != nil, wasAnswered(ended.way), "and whether anybody answered")
    let cost = wasAnswered(ended.way) ? ended.usage.reduce(0, +) : 0
    try requireEqual(record.aiUsage?.microdollars ?? 0, cost * 3, "and what its voice AI cost")
    try requireEqual(record.aiUsage?.audioIn ?? 0, cost, "and used")
    try requireEqual(record.transfer?.outcome, outcome(ended.way), "and how the hand-over went")
    if ended.way == .withAgent {
      let took = kept.facts.contains { if case .taken = $0 { true } else { false } }
      try require(took, "who took the call is told")
    }
  }

  private static func wasAnswered(_ way: EndedCall.Way) -> Bool {
    switch way {
    case .refused, .unanswered: false
    default: true
    }
  }

  private static func disposition(_ way: EndedCall.Way) -> Call.Status {
    switch way {
    case .refused, .inTalk(.rejected): .rejected
    case .unanswered, .inTalk(.unanswered): .noAnswer
    case .inTalk(.carrierFailed), .inTalk(.streamLost), .nodeLost(isOver: false): .failed
    case .inTalk, .withAgent, .waiting, .leftMessage, .outside, .nodeLost(isOver: true): .completed
    }
  }

  private static func outcome(_ way: EndedCall.Way) -> Transfer.Outcome? {
    switch way {
    case .withAgent, .outside(.answered): .answered
    // Nobody took it: a machine did.
    case .leftMessage, .outside: .noAnswer
    case .refused, .unanswered, .inTalk, .waiting, .nodeLost: nil
    }
  }

  /// The store itself takes no second one.
  static func requireNoSecond(_ record: CallDetailRecord, _ bench: SwitchboardBench) async throws {
    do {
      try await bench.store.transaction(for: bench.tenant) { scope throws(StoreFailure) in
        try await scope.save(record)
      }
    } catch {
      return try requireEqual(error, .taken(.detailRecord), "a second record is refused")
    }
    throw RequirementFailure("a second record is refused", fileID: #fileID, line: #line)
  }

  static let labels: @Sendable (EndedCall) -> [String] = { ended in
    var labels = ended.later.isEmpty ? [] : ["told again"]
    switch ended.way {
    case .refused: labels.append("refused")
    case .unanswered: labels.append("unanswered")
    case .inTalk: labels.append("in talk")
    case .withAgent: labels.append("with an agent")
    case .waiting: labels.append("waiting")
    case .leftMessage: labels.append("left a message")
    case .outside: labels.append("a number outside")
    case .nodeLost: labels.append("node lost")
    }
    return labels
  }
}
