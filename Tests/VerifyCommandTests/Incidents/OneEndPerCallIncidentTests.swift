import Properties
import PropertyTesting
import Testing
import VoiceCore

/// Events of a real call, as few and as plain as `voicecore-verify shrink` could make them.
@Suite("Incident: property 29")
struct OneEndPerCallIncidentTests {
  /// One end per call: a call ends once
  @Test func p29Incident() throws {
    let log: [CallLogEntry] = [
      CallLogEntry(milliseconds: 0, event: .ended(.hungUp)),
      CallLogEntry(milliseconds: 0, event: .ended(.hungUp)),
    ]
    #expect(throws: RequirementFailure.self) { try IncidentLaw.oneEndPerCall.check(log) }
    // What the code of today makes of the same.
    try IncidentLaw.oneEndPerCall.check(RetoldCall.log(of: log))
  }
}
