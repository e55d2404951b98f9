import Generators
import PropertyTesting
import Testing
import VoiceCore

@Suite("What a caller waited for")
struct TurnWaitTests {
  @Test func `a voice AI's part adds up to the time from the request to the sound, whatever is told of it`() async {
    let times = Gen<Duration>.duration(in: .zero ... .seconds(20))
    let property = Property("a wait adds up", for: zip(times, times, .optional(times))) { span, own, roundTrip in
      let wait = TurnWait(answering: span, own: own, roundTrip: roundTrip)
      let lost = span - wait.total
      // Stages are whole microseconds.
      try require(lost >= .zero && lost < .microseconds(3), "\(wait.total) instead of \(span)")
      try requireAtMost(wait[.voicecore], own)
      try requireAtMost(wait[.network], roundTrip ?? .zero)
    }
    let report = await check(property, RunSettings(cases: 300))
    #expect(report.passed, "\(report.text())")
  }

  @Test func `no stage is ever below zero`() {
    var wait = TurnWait(answering: .milliseconds(-5), own: .milliseconds(-1), roundTrip: .milliseconds(-1))
    wait[.endpointing] = .milliseconds(-300)
    #expect(wait.total == .zero)
  }

  @Test func `a call's waits know their number, means and percentiles`() {
    var waits = TurnWaits()
    #expect(waits.percentile(50) == nil)
    #expect(waits.mean(.model) == .zero)
    for milliseconds in 1...200 {
      var wait = TurnWait(answering: .milliseconds(milliseconds))
      wait[.endpointing] = .milliseconds(500)
      waits.add(wait)
    }
    #expect(waits.count == 200)
    #expect(waits.mean(.endpointing) == .milliseconds(500))
    #expect(waits.mean(.model) == .microseconds(100_500))
    // The latest 128: 573 to 700 ms.
    #expect([1, 50, 95, 100].map(waits.percentile) == [574, 636, 694, 700])
  }
}
