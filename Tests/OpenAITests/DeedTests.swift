import NIOCore
import OpenAI
import Testing
import VoiceCore

@Suite("Words of the model and its deeds", .timeLimit(.minutes(1)))
struct DeedTests {
  @Test func `who promises a person and calls nobody is told so, once a turn`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hm?", item: "u1")
    stage.speak("a1", "One moment, I'm transferring you to sales.")
    #expect(stage.notices == [.claimedTransfer])
    #expect(stage.types == ["conversation.item.create", "response.create"])
    #expect(stage.texts[0].contains("you called no tool, so nobody comes"))
    stage.speak("a2", "I'm connecting you now.")
    #expect(stage.notices == [.claimedTransfer], "it isn't asked for ever")
  }

  @Test func `who promises a person and calls for one isn't reminded`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Hm?", item: "u1")
    stage.speak(
      "a1", "I'm transferring you to sales.",
      calls: [("c1", "transfer", #"{"department":"Sales","reason":"caller_wish"}"#)])
    #expect(stage.notices.isEmpty && !stage.texts.contains { $0.contains("so nobody comes") })
    #expect(stage.told.contains(.personWanted(.callerWish, SessionStage.department)))
  }

  @Test func `who says goodbye is said goodbye to`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Bye.", item: "u1")
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: [("c1", "end_call", "{}")]))
    #expect(stage.told.contains(.callerIsDone))
    #expect(stage.types == ["conversation.item.create"], "the core decides what follows")
    stage.play { $0.directed(.close) }
    #expect(stage.texts.last?.contains("Thank you for calling. Goodbye.") == true)
  }

  @Test func `a core that doesn't decide leaves nobody in silence`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Bye.", item: "u1")
    stage.receive(Provider.created("r1"), Provider.done("r1", calls: [("c1", "end_call", "{}")]))
    stage.pass(.seconds(10))
    #expect(stage.types.last == "response.create")
  }
}
