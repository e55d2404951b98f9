import Properties
import PropertyTesting
import Testing
import VoiceCore

/// Events of a real call, as few and as plain as `voicecore-verify shrink` could make them.
@Suite("Incident: property 6")
struct AITransferLogicIncidentTests {
  /// AI Transfer Logic: after 2 failed requests: [.attemptsExhausted] is not equal to []
  @Test func p06Incident() throws {
    let log: [CallLogEntry] = [
      CallLogEntry(milliseconds: 0, event: .judged(1, .failed)),
      CallLogEntry(milliseconds: 0, event: .judged(2, .failed)),
      CallLogEntry(milliseconds: 0, event: .transferStarted(.attemptsExhausted)),
    ]
    #expect(throws: RequirementFailure.self) { try IncidentLaw.aiTransferLogic.check(log) }
    // What the code of today makes of the same.
    try IncidentLaw.aiTransferLogic.check(RetoldCall.log(of: log))
  }
}
