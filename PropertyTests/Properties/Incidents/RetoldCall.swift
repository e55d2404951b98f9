import Generators
public import VoiceCore

/// Tells a call of today's code what a log says that once reached a call, and reads what it makes of it.
public enum RetoldCall {
  /// The log of the call to which all this happens, in this order. It is in progress before; what only follows from something else, such
  /// as a transfer, isn't told but left to the call.
  public static func log(of told: [CallLogEntry]) throws -> [CallLogEntry] {
    let beginning = Timestamp(microseconds: 0)
    var call = TestTenant.call(1, of: 1, at: beginning)
    var facts: [RecordedFact] = []
    var transcript: [Utterance] = []
    func keep(_ new: [Call.Fact], at moment: Timestamp) {
      call.evolve(new)
      for fact in new { facts.append(RecordedFact(call: call.id, ordinal: facts.count + 1, at: moment, fact: fact)) }
    }
    keep(call.decide(announcedWith: .clean, at: beginning).facts, at: beginning)
    keep(call.decide(streamJoinedAt: beginning).facts, at: beginning)
    var now = beginning
    for entry in told {
      // A clock that doesn't go back, as the server's.
      now = max(now, beginning + .milliseconds(entry.milliseconds))
      if case .said(let speaker) = entry.event { transcript.append(Utterance(speaker, "…", at: now)) }
      keep(call.facts(after: entry.event, at: now), at: now)
    }
    return try CallLogReading.entries(of: facts, transcript)
  }
}

extension Call {
  fileprivate func facts(after event: CallLogEvent, at now: Timestamp) -> [Call.Fact] {
    switch event {
    case .answered, .streamJoined: decide(streamJoinedAt: now).facts
    case .judged(let attempt, let verdict): decide(verdict, on: Attempt.ID(attempt)).facts
    case .overturned: decideLastAnswerDidNotHelp().facts
    case .handedOver(let reason): decide(handOver: reason).facts
    case .joined(let person): steps(.join, person)
    case .takenOver(let person): steps(.takeOver, person)
    case .handedBack(let person): steps(.handBack, person)
    case .left(let person): steps(.leave, person)
    case .ended(let cause): decide(ended: cause, at: now).facts
    case .transferStarted, .said, .other: []
    }
  }

  private func steps(_ step: Floor.Step, _ person: Int) -> [Call.Fact] {
    (try? decide(step, by: Identifier(UInt128(person))))?.facts ?? []
  }
}
