import Properties
import PropertyTesting
import Testing
import VoiceCore

@Suite("Laws over the log of one call")
struct IncidentLawTests {
  private static func log(_ events: [CallLogEvent]) -> [CallLogEntry] {
    events.enumerated().map { CallLogEntry(milliseconds: $0.offset * 100, event: $0.element) }
  }

  private static func number(_ number: Int) throws -> IncidentLaw {
    try #require(IncidentLaw.all.first { $0.number == number })
  }

  private static let failures: [CallLogEvent] = [.judged(1, .failed), .judged(2, .failed)]

  @Test func `each is a part of a property, by number`() {
    let numbers = IncidentLaw.all.map(\.number)
    #expect(numbers == numbers.sorted())
    for law in IncidentLaw.all {
      #expect(VerifiedProperty.all.contains { $0.number == law.number && $0.title == law.title }, "\(law.number)")
    }
  }

  @Test(arguments: [
    (6, failures + [.judged(3, .failed), .handedOver(.attemptsExhausted), .transferStarted(.attemptsExhausted)]),
    (6, failures + [.judged(2, .failed), .handedOver(.callerWish), .transferStarted(.callerWish)]),
    (6, [.judged(1, .served), .overturned(1), .said(.caller), .ended(.hungUp)]),
    (11, [.streamJoined, .answered, .ended(.closed)]), (29, [.answered, .ended(.closed), .other, .left(1)]),
    (30, [.said(.caller), .said(.receptionist)]),
    (31, [.joined(1), .takenOver(1), .handedBack(1), .judged(1, .served), .left(1)]),
    (31, [.joined(1), .takenOver(1), .joined(2), .takenOver(2), .handedBack(2), .left(2), .left(1)]),
    (31, [.joined(1), .takenOver(1), .streamJoined, .judged(1, .failed)]),
  ])
  func `what may happen keeps it`(number: Int, events: [CallLogEvent]) throws {
    #expect(throws: Never.self) { try Self.number(number).check(Self.log(events)) }
  }

  @Test(arguments: [
    (6, failures + [.transferStarted(.attemptsExhausted)]), (6, failures + [.judged(3, .failed)]),
    (6, [.transferStarted(.callerWish)]), (6, [.handedOver(.vip), .transferStarted(.keyword)]),
    (11, [.answered, .answered]), (29, [.ended(.closed), .ended(.closed)]),
    (29, [.ended(.closed), .judged(1, .served)]),
    (31, [.takenOver(1)]), (31, [.joined(1), .takenOver(1), .judged(1, .served)]),
    (31, [.joined(1), .takenOver(1), .left(1)]), (31, [.joined(1), .joined(2), .takenOver(1), .handedBack(2)]),
    (31, [.joined(1), .transferStarted(.vip), .takenOver(1)]),
  ])
  func `what may not happen breaks it`(number: Int, events: [CallLogEvent]) throws {
    #expect(throws: (any Error).self) { try Self.number(number).check(Self.log(events)) }
  }

  @Test(arguments: [
    (11, [(500, CallLogEvent.answered), (400, .ended(.closed))]), (30, [(2, .said(.caller)), (1, .said(.caller))]),
  ])
  func `moments that go back break it`(number: Int, events: [(Int, CallLogEvent)]) throws {
    let log = events.map { CallLogEntry(milliseconds: $0.0, event: $0.1) }
    #expect(throws: (any Error).self) { try Self.number(number).check(log) }
  }

  @Test func `a call of today keeps every law, whatever a log tells it`() async {
    let report = await check(
      Property(
        "a call of today keeps every law, whatever a log tells it",
        for: .array(of: .logEntry, count: 0...20),
        labels: { $0.contains { if case .takenOver = $0.event { true } else { false } } ? ["takeover"] : [] },
        coverage: [Coverage("takeover", atLeast: 20)]
      ) { told in
        let written = try RetoldCall.log(of: told)
        for law in IncidentLaw.all { try law.check(written) }
      }, RunSettings(cases: 500, seed: 31))
    #expect(report.passed, "\(report.text())")
  }

  @Test func `what is retold happens`() throws {
    let written = try RetoldCall.log(of: Self.log(Self.failures + [.joined(1), .takenOver(1), .ended(.closed)]))
    #expect(
      written.map(\.event).filter { $0 != .other } == [.answered, .streamJoined] + Self.failures + [
        .joined(1), .takenOver(1), .ended(.closed),
      ])
    let exhausted = try RetoldCall.log(of: Self.log(Self.failures + [.judged(3, .failed)]))
    #expect(exhausted.last?.event == .transferStarted(.attemptsExhausted))
  }
}

extension Gen where Value == CallLogEntry {
  /// Anything that a log may tell of a few attempts and people, also backwards in time.
  fileprivate static var logEntry: Gen {
    let person = Gen<Int>.int(1...3)
    let event = Gen<CallLogEvent>.weighted([
      (4, zip(Gen<Int>.int(1...5), .element(of: Verdict.allCases)).map(CallLogEvent.judged)),
      (1, Gen<Int>.int(1...5).map(CallLogEvent.overturned)),
      (1, Gen<TransferReason>.element(of: TransferReason.allCases).map(CallLogEvent.handedOver)),
      (1, Gen<TransferReason>.element(of: TransferReason.allCases).map(CallLogEvent.transferStarted)),
      (3, person.map(CallLogEvent.joined)), (3, person.map(CallLogEvent.takenOver)),
      (2, person.map(CallLogEvent.handedBack)), (2, person.map(CallLogEvent.left)), (1, .just(.streamJoined)),
      (1, .just(.answered)), (2, Gen<Utterance.Speaker>.element(of: Utterance.Speaker.allCases).map(CallLogEvent.said)),
      (1, Gen<Ending.Cause>.element(of: Ending.Cause.allCases).map(CallLogEvent.ended)), (1, .just(.other)),
    ])
    return zip(Gen<Int>.int(-1000...60_000), event).map { CallLogEntry(milliseconds: $0, event: $1) }
  }
}
