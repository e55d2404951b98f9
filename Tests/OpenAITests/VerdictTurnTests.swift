import NIOCore
import OpenAI
import Testing
import VoiceCore

@Suite("A verdict belongs to the turn of its response", .timeLimit(.minutes(1)))
struct VerdictTurnTests {
  private let judged = { (number: Int, verdict: Verdict) in ReceptionistEvent.judged(Attempt.ID(number), verdict) }

  @Test func `a verdict that a new turn has overtaken leaves that turn its own`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"), Provider.created("r1"), Provider.committed("u2"))
    stage.receive(Provider.done("r1", "cancelled", calls: [Provider.verdict("c1", 1, served: false)]))
    #expect(stage.events == [judged(1, .failed)])
    stage.play { $0.directed(.answer(Attempt.ID(1))) }
    #expect(stage.types == ["response.cancel", "conversation.item.create", "response.create"], "answered once")
    stage.receive(Provider.created("r2"), Provider.done("r2", calls: [Provider.verdict("c2", 2, served: false)]))
    #expect(stage.events == [judged(1, .failed), judged(2, .failed)])
  }

  @Test func `a verdict that a key has overtaken isn't awaited`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"), Provider.created("r1"))
    let now = stage.now
    stage.play { $0.pressed("1", at: now) }
    stage.receive(Provider.done("r1", calls: [Provider.verdict("c1", 1, served: false)]))
    stage.receive(Provider.created("r2"), Provider.audio("a2", in: "r2"))
    stage.play { $0.directed(.answer(Attempt.ID(1))) }
    stage.receive(Provider.done("r2", calls: [Provider.verdict("c2", 2, served: true)]))
    #expect(stage.types.count { $0 == "response.create" } == 1)
  }

  @Test func `a late word on an answer that was taken to have served counts, and the new turn is judged too`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(
      Provider.committed("u1"), Provider.created("r1"), Provider.audio("a1", in: "r1"), Provider.committed("u2"))
    #expect(stage.events == [judged(1, .served)])
    stage.receive(Provider.done("r1", calls: [Provider.verdict("c1", 1, served: false)]))
    #expect(stage.events == [judged(1, .served), .lastAnswerDidNotHelp])
    stage.receive(Provider.created("r2"), Provider.audio("a2", in: "r2"), Provider.done("r2"))
    #expect(stage.texts.last?.contains("Only judge") == true)
    stage.receive(Provider.created("j"), Provider.done("j", calls: [Provider.verdict("c2", 2, served: false)]))
    #expect(stage.events == [judged(1, .served), .lastAnswerDidNotHelp, judged(2, .failed)])
  }

  @Test func `a question for the verdict that a new turn overtook judges the old one`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"))
    stage.speak("a1", "Nine to five.")
    stage.receive(Provider.committed("u2"), Provider.created("j"))
    stage.receive(Provider.done("j", calls: [Provider.verdict("c1", 1, served: false)]))
    #expect(stage.events == [judged(1, .served), .lastAnswerDidNotHelp])
    #expect(stage.types.last == "response.create", "the new turn is answered")
    stage.speak("a2", "On Sunday, too.")
    #expect(stage.texts.last?.contains("attempt 2") == true, "and judged")
  }

  @Test func `one utterance may hold two facts, but one new request at most`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"))
    stage.speak("a1", "Nine to five.", calls: [Provider.verdict("c1", 1, served: true)])
    stage.receive(Provider.committed("u2"), Provider.created("r2"))
    let calls = (1...3).map { Provider.verdict("d\($0)", $0, served: false) }
    stage.receive(Provider.done("r2", calls: calls))
    #expect(stage.events == [judged(1, .served), .lastAnswerDidNotHelp, judged(2, .failed)])
  }

  @Test func `a caller who breaks in doesn't break off the question for the verdict`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"))
    stage.speak("a1", "Nine to five.")
    stage.receive(Provider.created("j"))
    stage.play { $0.brokeIn(at: 900) }
    #expect(!stage.types.contains("response.cancel"))
    stage.receive(Provider.done("j", calls: [Provider.verdict("c1", 1, served: false)]))
    #expect(stage.told.contains(judged(1, .failed)))
    #expect(stage.types.last == "conversation.item.create", "the caller still speaks")
    stage.play { $0.callerFellSilent() }
    #expect(stage.types.last == "response.create")
  }

  // MARK: Answered once

  @Test func `a stale answer that hasn't begun is stopped, one that has is heard`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"), Provider.created("r1"), Provider.committed("u2"))
    #expect(stage.types == ["response.cancel"])
    stage.receive(Provider.audio("a1", in: "r1"), Provider.done("r1", "cancelled"))
    #expect(stage.saidBytes == 800)
    stage.receive(Provider.created("r2"), Provider.audio("a2", in: "r2"), Provider.committed("u3"))
    #expect(stage.types == ["response.cancel", "response.create"] && stage.saidBytes == 1600)
  }

  @Test func `a key during an answer is answered once`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"), Provider.created("r1"), Provider.audio("a1", in: "r1"))
    let now = stage.now
    stage.play { $0.pressed("1", at: now) }
    stage.receive(Provider.done("r1"))
    stage.speak("a2", "You pressed 1.", calls: [Provider.verdict("c1", 2, served: true)])
    #expect(stage.types.count { $0 == "response.create" } == 1)
  }

  @Test func `a key during the question for a verdict is answered once`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"))
    stage.speak("a1", "Nine to five.")
    stage.receive(Provider.created("j"))
    let now = stage.now
    stage.play { $0.pressed("1", at: now) }
    stage.receive(Provider.done("j", "cancelled"))
    stage.speak("a2", "You pressed 1.", calls: [Provider.verdict("c1", 2, served: true)])
    #expect(stage.types.count { $0 == "response.create" } == 2, "the question and the answer")
  }

  @Test func `a key that the response on its way can't know is answered after it`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"))
    let now = stage.now
    stage.play { $0.pressed("1", at: now) }
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1"), Provider.done("r1"))
    #expect(stage.types == ["conversation.item.create", "response.create"])
  }

  @Test func `an overtaken response with a bad call is followed by one answer`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"), Provider.created("r1"), Provider.committed("u2"))
    stage.receive(Provider.done("r1", calls: [("c1", "x", "{}")]))
    stage.speak("a2", "Yes.", calls: [Provider.verdict("c2", 1, served: true)])
    #expect(
      stage.types == ["response.cancel", "conversation.item.create", "response.create", "conversation.item.create"])
  }

  @Test func `nothing is asked for when a response begins before the end of another was told`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(
      Provider.committed("u1"), Provider.created("r1"), Provider.audio("a1", in: "r1"), Provider.created("r2"))
    #expect(stage.types.isEmpty)
    stage.receive(Provider.audio("a2", in: "r2"))
    #expect(stage.saidBytes == 800 + 1600)
    stage.receive(Provider.done("r2", calls: [Provider.verdict("c1", 1, served: true)]))
    #expect(stage.types == ["conversation.item.create"] && stage.events == [judged(1, .served)])
  }
}
