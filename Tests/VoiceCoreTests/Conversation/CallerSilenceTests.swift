import Testing
import VoiceCore

@Suite("A caller of whom nothing is heard")
struct CallerSilenceTests {
  /// Each question was heard, and nothing of the caller.
  private func steps(_ silence: inout CallerSilence, _ count: Int) -> [CallerSilence.Step] {
    (0..<count).map { _ in
      defer { silence.receptionistSpoke() }
      return silence.bothFellSilent()
    }
  }

  @Test func `is asked twice, then the call is closed`() {
    var silence = CallerSilence()
    #expect(steps(&silence, 4) == [.ask, .ask, .close, .close])
  }

  @Test func `who answers is asked anew`() {
    var silence = CallerSilence()
    #expect(steps(&silence, 2) == [.ask, .ask])
    silence.callerWasThere()
    #expect(steps(&silence, 3) == [.ask, .ask, .close])
  }

  @Test func `who wasn't asked isn't hung up on`() {
    var silence = CallerSilence()
    #expect((0..<5).map { _ in silence.bothFellSilent() } == Array(repeating: .ask, count: 5))
  }

  @Test func `what the receptionist says by herself is no question`() {
    var silence = CallerSilence()
    silence.receptionistSpoke()
    silence.receptionistSpoke()
    #expect(steps(&silence, 3) == [.ask, .ask, .close])
  }

  @Test func `a rule has its bounds`() {
    #expect(CallerSilence.Rule() == .standard && CallerSilence.Rule.standard.patience == .seconds(10))
    #expect(CallerSilence.Rule(patience: .seconds(2)) == nil && CallerSilence.Rule(patience: .seconds(301)) == nil)
    #expect(CallerSilence.Rule(questions: 0) == nil)
  }
}
