import Generators
import Testing
import VoiceCore

@Suite("What a call came to")
struct CallOutcomeTests {
  private static let moment = Timestamp(microseconds: 0)

  private func call(_ facts: [Call.Fact], ending cause: Ending.Cause? = .hungUp) -> Call {
    var call = TestTenant.call(1, of: 1, at: Self.moment)
    call.evolve([.started, .rang, .answered(at: Self.moment), .streamJoined(1)])
    call.evolve(facts)
    if let cause { call.evolve(call.decide(ended: cause, at: Self.moment).facts) }
    return call
  }

  private func judged(_ verdicts: Verdict...) -> [Call.Fact] {
    verdicts.enumerated().map { .conversation(.judged(Attempt.ID($0 + 1), $1)) }
  }

  @Test func `follows from its facts`() {
    let wanted = Call.Fact.transferStarted(Transfer(reason: .callerWish))
    #expect(CallOutcome(of: call([], ending: nil)) == nil)
    #expect(CallOutcome(of: call([])) == .nothingAsked)
    #expect(CallOutcome(of: call([], ending: .silent)) == .silent)
    #expect(CallOutcome(of: call(judged(.served), ending: .silent)) == .served)
    #expect(CallOutcome(of: call(judged(.failed, .served), ending: .closed)) == .served)
    #expect(CallOutcome(of: call(judged(.failed))) == .notServed)
    #expect(CallOutcome(of: call(judged(.served), ending: .spam)) == .turnedAway)
    #expect(CallOutcome(of: call([], ending: .streamLost)) == .failed)
    #expect(CallOutcome(of: call(judged(.served) + [wanted])) == .nobodyReached)
    #expect(CallOutcome(of: call([wanted, .transferFinished(.busy)])) == .nobodyReached)
    #expect(CallOutcome(of: call([wanted, .transferFinished(.answered)])) == .withPerson)
    #expect(CallOutcome(of: call([.callBackWanted(Identifier(1))])) == .callBack)
  }

  @Test func `is in its record`() {
    #expect(CallDetailRecord(of: call(judged(.served)))?.outcome == .served)
  }

  @Test func `a summary has the caller's last words, cut, and no notes in place of words`() throws {
    let long = String(repeating: "a", count: 300)
    let texts = (1...7).map { "request \($0)" } + ["[key 1]", long, "[card] is my number [code]"]
    let said =
      texts.map { Utterance(.caller, $0, at: Self.moment) } + [Utterance(.receptionist, "Bye.", at: Self.moment)]
    let details = try #require(CallerNote.Details(text: "The roof leaks."))
    let note = CallerNote(number: 1, kind: .message, details: details, isConfirmed: true)
    let summary = CallSummary(of: call(judged(.failed, .served)), said, [note])
    #expect(summary.outcome == .served && summary.requests == 2 && summary.failed == 1 && summary.notes == [note])
    #expect(
      summary.said == (4...7).map { "request \($0)" } + [String(repeating: "a", count: 200) + " …", texts[9]])
  }
}
