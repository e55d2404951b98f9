import OpenAI
import PropertyTesting
import Testing

@Suite("Laws of a realtime session", .timeLimit(.minutes(1)))
struct SessionLawTests {
  /// First slices of the properties 16, 30 and 44: one response at a time, results once, truncation within the audio,
  /// words in order, attempts without a gap, one end, nothing left behind.
  @Test func `whatever happens in whatever order, the protocol is kept`() async {
    let law = Property(
      "a realtime session is legal", for: Gen<[WildStep]>.array(of: .wildStep, count: 0...60),
      labels: { steps in
        [
          steps.contains(.lost) ? "lost" : "kept", steps.contains(.handOver) ? "handed over" : "not handed over",
        ]
      }
    ) { steps in
      var call = try WildCall()
      for step in steps { try call.play(step) }
      try call.end()
    }
    let report = await check(law, RunSettings(cases: 3000, seed: 11))
    #expect(report.passed, "\(report)")
  }
}
