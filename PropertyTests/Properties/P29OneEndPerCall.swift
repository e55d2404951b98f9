import Generators
import PropertyTesting
import VoiceCore

extension VerifiedProperty {
  /// specs/P29-one-end-per-call.md
  static let p29OneEndPerCall = VerifiedProperty(
    number: 29, title: "One end per call",
    core: {
      Property(29, "One end per call", for: .callHistory, labels: P29.labels, coverage: P29.coverage) { history in
        var call = TestTenant.call(1, of: 1, at: Timestamp(microseconds: 0))
        var facts: [Call.Fact] = []
        for (second, event) in history.enumerated() {
          let now = Timestamp(microseconds: Int64(second) * 1_000_000)
          let before = call
          let decision = call.decide(event, at: now)
          call.evolve(decision.facts)
          facts += decision.facts
          if before.hasEnded { try requireEqual(call, before, "what has ended stays as it ended") }
          try requireEqual(
            call.hasEnded, call.status.isTerminal, "an ended call has a terminal status, no other has one")
        }
        let recorded = facts.enumerated().map { index, fact in
          RecordedFact(call: call.id, ordinal: index + 1, at: call.startedAt, fact: fact)
        }
        try IncidentLaw.oneEndPerCall.check(CallLogReading.entries(of: recorded))
        let firstEnd = history.contains { $0.isEnd }
        try requireEqual(call.hasEnded, firstEnd || history.first == .announced(.block), "what ends a call ends it")
        var folded = TestTenant.call(1, of: 1, at: Timestamp(microseconds: 0))
        folded.evolve(facts)
        try requireEqual(folded, call, "replaying a call's facts gives the call")
      }
    },
    store: { source in
      Property(29, "One end per call", for: .endings, labels: P29.endingLabels) { causes in
        let store = try await source.make()
        let time = ManualTime()
        let plan = TestTenant.plan(1)
        try await ProvisionTenant(store: store)(plan)
        let tenant = plan.tenant.id
        var call = TestTenant.call(1, of: 1, at: time.now())
        call.evolve([.started, .screened(.clean), .rang, .answered(at: time.now()), .streamJoined(1)])
        let ringing = call
        try await store.transaction(for: tenant) { scope throws(StoreFailure) in
          try await scope.save(ringing, facts: [], intentions: [], at: ringing.startedAt)
        }
        let end = EndCall(store: store, time: time)
        let firsts = try await withThrowingTaskGroup(of: Bool.self) { group in
          for cause in causes {
            group.addTask {
              try await end(.carrier(ringing.carrierID), of: tenant, because: cause).isFirst
            }
          }
          return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        try requireEqual(firsts, 1, "one of them all was the first")
        let (facts, record) = try await store.read(for: tenant) { scope throws(StoreFailure) in
          (try await scope.facts(of: ringing.id), try await scope.detailRecord(of: ringing.id))
        }
        try require(facts.contains { $0.fact.isEnd }, "the log holds an end")
        try IncidentLaw.oneEndPerCall.check(CallLogReading.entries(of: facts))
        try requireEqual(facts.map(\.ordinal), Array(1..<facts.count + 1), "and is gapless")
        guard case .ended(let ending)? = facts.first(where: { $0.fact.isEnd })?.fact else { return }
        try requireEqual(record?.cause, ending.cause, "the detail record tells that end")
      }
    }, isSimulated: true)
}

/// What may reach a call, in any mix and order.
enum CallEvent: Equatable, Sendable {
  case announced(SpamAction)
  case streamJoined
  case judged(Int, Verdict)
  case personWanted
  case transferFinished(Transfer.Outcome)
  case ended(Ending.Cause)
  case streamLost(Int)

  var isEnd: Bool { if case .ended = self { true } else { false } }
}

extension Call.Fact {
  fileprivate var isEnd: Bool { if case .ended = self { true } else { false } }
}

extension Call {
  fileprivate func decide(_ event: CallEvent, at now: Timestamp) -> Call.Decision {
    switch event {
    case .announced(let action):
      decide(announcedWith: ScreeningVerdict(action: action, score: SpamScore(0), reasons: []), at: now)
    case .streamJoined: decide(streamJoinedAt: now)
    case .judged(let number, let verdict): decide(verdict, on: Attempt.ID(number))
    case .personWanted: decide(handOver: .callerWish)
    case .transferFinished(let outcome): decide(transferFinished: outcome)
    case .ended(let cause): decide(ended: cause, at: now)
    // A stream that never joined can't be lost: the law on ends counts the explicit ones.
    case .streamLost(let number): streams > number ? decide(streamLost: number, at: now) : .nothing
    }
  }
}

extension Gen where Value == [CallEvent] {
  fileprivate static var callHistory: Gen {
    zip(Gen<SpamAction>.element(of: SpamAction.allCases), Gen<[CallEvent]>.array(of: event, count: 0...14))
      .map { [CallEvent.announced($0)] + $1 }
  }

  private static var event: Gen<CallEvent> {
    .weighted([
      (4, .just(.streamJoined)),
      (3, zip(Gen<Int>.int(1...4), .element(of: [Verdict.failed, .served])).map(CallEvent.judged)),
      (2, .just(.personWanted)),
      (1, Gen<Transfer.Outcome>.element(of: Transfer.Outcome.allCases).map(CallEvent.transferFinished)),
      (3, Gen<Ending.Cause>.element(of: Ending.Cause.allCases).map(CallEvent.ended)),
      (1, Gen<SpamAction>.element(of: SpamAction.allCases).map(CallEvent.announced)),
      (1, Gen<Int>.int(0...2).map(CallEvent.streamLost)),
    ])
  }
}

extension Gen where Value == [Ending.Cause] {
  fileprivate static var endings: Gen { .array(of: .element(of: Ending.Cause.allCases), count: 1...6) }
}

private enum P29 {
  static let coverage = [Coverage("several ends", atLeast: 20), Coverage("ends in transfer", atLeast: 2)]

  static let labels: @Sendable ([CallEvent]) -> [String] = { history in
    var labels: [String] = []
    if history.count(where: \.isEnd) > 1 { labels.append("several ends") }
    if let wish = history.firstIndex(of: .personWanted), let join = history.firstIndex(of: .streamJoined), join < wish,
      history[wish...].contains(where: \.isEnd), !history[..<wish].contains(where: \.isEnd)
    {
      labels.append("ends in transfer")
    }
    return labels
  }

  static let endingLabels: @Sendable ([Ending.Cause]) -> [String] = { $0.count > 1 ? ["several ends"] : ["one end"] }
}
