import Testing
import VoiceCore

@Suite("A caller who waits for an answer")
struct AnswerWatchTests {
  private func at(_ milliseconds: Int64) -> Timestamp { Timestamp(microseconds: milliseconds * 1000) }

  /// What is to be done until then, by the milliseconds at which it falls due.
  private func steps(_ watch: inout AnswerWatch, until end: Int64) -> [Int64: AnswerWatch.Step] {
    var steps: [Int64: AnswerWatch.Step] = [:]
    while let due = watch.due, due <= at(end) {
      if let step = watch.step(at: due) { steps[due.microseconds / 1000] = step }
    }
    return steps
  }

  @Test func `nothing else is heard, so a filler is, then the next has its turn, and at last a person`() {
    var watch = AnswerWatch(members: 2)
    watch.callerFinished(at: at(0))
    #expect(steps(&watch, until: 9000) == [800: .sayFiller, 2000: .giveWay(to: 1), 3000: .giveUp])
    #expect(watch.due == nil)
  }

  @Test func `an answer in time needs neither`() {
    var watch = AnswerWatch(members: 2)
    watch.callerFinished(at: at(0))
    watch.memberSpoke(for: .milliseconds(500), at: at(700))
    watch.memberFinished()
    #expect(watch.due == nil)
  }

  @Test func `an answer that began before its question was known to be over counts`() {
    var watch = AnswerWatch(members: 1)
    watch.memberSpoke(for: .milliseconds(500), at: at(150))
    watch.memberFinished()
    watch.callerFinished(at: at(100))
    #expect(watch.due == nil)
  }

  @Test func `one that stalls is owed again from the end of what was heard`() {
    var watch = AnswerWatch(members: 2)
    watch.callerFinished(at: at(0))
    watch.memberSpoke(for: .milliseconds(500), at: at(500))
    watch.memberSpoke(for: .milliseconds(500), at: at(600))
    #expect(steps(&watch, until: 3000) == [2300: .sayFiller])
    watch.fillerSaid(for: .milliseconds(600), at: at(2300))
    #expect(steps(&watch, until: 3500) == [3500: .giveWay(to: 1)], "the filler is no answer")
  }

  @Test func `whoever speaks is owed nothing while it lasts, and hears a filler again in the next turn`() {
    var watch = AnswerWatch(members: 1)
    watch.callerFinished(at: at(0))
    #expect(steps(&watch, until: 1000) == [800: .sayFiller])
    watch.callerSpeaks(at: at(1500))
    #expect(watch.due == nil)
    watch.callerFinished(at: at(4000))
    #expect(steps(&watch, until: 9000) == [4800: .sayFiller, 6000: .giveUp])
  }

  @Test func `one that fails makes room at once`() {
    var watch = AnswerWatch(members: 2)
    watch.callerFinished(at: at(0))
    #expect(watch.memberFailed(at: at(100)) == .giveWay(to: 1))
    #expect(watch.memberFailed(at: at(200)) == .giveUp)
    #expect(watch.memberFailed(at: at(300)) == nil, "once")
  }

  @Test func `after the last words were asked for nothing is owed`() {
    var watch = AnswerWatch(members: 2)
    watch.callerFinished(at: at(0))
    watch.end()
    #expect(watch.due == nil && watch.memberFailed(at: at(1)) == nil)
  }
}
