import CallRuntime
import MediaBridge
import Testing
import VoiceCore

@Suite("What a caller waits for before an answer")
struct AwaitedAnswerTests {
  private let mark = PlaybackMark(generation: 1, number: 7)
  private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(microseconds: milliseconds * 1000) }

  @Test func `silence, the voice AI's part and the way to the ear add up to the wait`() {
    var answer = AwaitedAnswer()
    answer.callerFinished(at: at(1000))
    answer.begin(
      after: TurnWait(answering: .milliseconds(400), own: .milliseconds(20), roundTrip: .milliseconds(30)),
      at: at(1900),
      behind: mark)
    #expect(answer.isBehind(mark))
    let wait = answer.heard(at: at(1985))
    #expect(wait?[.endpointing] == .milliseconds(500))
    #expect(wait?[.model] == .milliseconds(350))
    #expect(wait?[.playout] == .milliseconds(85))
    #expect(wait?.total == .milliseconds(985))
    #expect(!answer.isBehind(mark))
    #expect(answer.end() == nil)
  }

  @Test func `an answer that is cut off before it is heard counts up to its beginning`() {
    var answer = AwaitedAnswer()
    answer.callerFinished(at: at(0))
    answer.begin(after: TurnWait(answering: .milliseconds(300)), at: at(700), behind: mark)
    #expect(answer.end()?.total == .milliseconds(700))
    #expect(answer.heard(at: at(800)) == nil)
  }

  @Test func `a voice that nobody asked for has no silence before it, and one request is waited for once`() {
    var answer = AwaitedAnswer()
    answer.begin(after: TurnWait(answering: .milliseconds(300)), at: at(700), behind: mark)
    #expect(answer.heard(at: at(700))?.total == .milliseconds(300))
    answer.callerFinished(at: at(1000))
    for expected in [Duration.milliseconds(500), .zero] {
      answer.begin(after: TurnWait(), at: at(1500), behind: mark)
      #expect(answer.heard(at: at(1500))?.total == expected)
    }
  }
}
