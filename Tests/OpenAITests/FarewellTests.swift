import NIOCore
import OpenAI
import Testing
import VoiceCore

@Suite("The last words of a realtime dialogue", .timeLimit(.minutes(1)))
struct FarewellTests {
  private let handOver = ReceptionistDirective.handOver(
    Transfer(reason: .callerWish, department: SessionStage.department))

  @Test func `the hand-over goes on when its words were heard`() throws {
    var stage = try SessionStage.greeted()
    stage.play { [handOver] in $0.directed(handOver) }
    #expect(stage.silences == 1 && stage.types == ["response.create"])
    #expect(stage.texts[0].contains(#"Say exactly: \"I am connecting you with sales. Please hold.\""#))
    stage.speak("f1", "I am connecting you with sales. Please hold.")
    #expect(stage.told.isEmpty)
    stage.hearAll()
    #expect(stage.told == [.said("I am connecting you with sales. Please hold."), .finished])
    #expect(stage.timers.isEmpty)
  }

  @Test func `that nobody has an extension is said when there is room for it, and the talk goes on`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1", bytes: 1600), Provider.words("a1", "One two"))
    stage.play { $0.directed(.extensionIsUnknown) }
    #expect(stage.types.isEmpty, "one response at a time")
    stage.receive(Provider.done("r1"))
    #expect(stage.types == ["response.create"])
    #expect(stage.texts.last?.contains(#"Say exactly: \"Sorry, nobody has that extension.\""#) == true)
    stage.speak("u1", "Sorry, nobody has that extension.")
    stage.hearAll()
    #expect(stage.told.suffix(1) == [.said("Sorry, nobody has that extension.")])
    #expect(stage.reconnects == 0)
    // The last words leave no room for it.
    stage.play { [handOver] in $0.directed(handOver) }
    let asked = stage.types.count
    stage.play { $0.directed(.extensionIsUnknown) }
    #expect(stage.types.count == asked)
  }

  @Test func `what is being said makes room for the last words`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1", bytes: 8000), Provider.words("a1", "One two"))
    stage.heardPosition = 800 + 4000
    stage.play { $0.directed(.close) }
    #expect(stage.types == ["response.cancel", "conversation.item.truncate"], "one response at a time")
    #expect(stage.told == [.said("One …")])
    stage.receive(Provider.audio("a1", in: "r1"), Provider.done("r1", "cancelled"))
    #expect(stage.types.last == "response.create" && stage.texts.last?.contains("Goodbye.") == true)
    #expect(stage.saidBytes == 8800)
  }

  @Test func `a model that says nothing can't stop the hand-over`() throws {
    let spoilers: [(inout SessionStage) -> Void] = [
      { stage in stage.pass(.seconds(5)) },
      { stage in stage.receive(Provider.created("f"), Provider.done("f", "failed", error: "server_error")) },
      { stage in stage.receive(Provider.created("f"), Provider.done("f")) },
      { stage in stage.play { $0.lost() } },
      { stage in stage.receive(Provider.error("invalid_api_key")) },
      { stage in stage.receive(Provider.error("other", about: stage.sent.last?.id)) },
    ]
    for (index, spoil) in spoilers.enumerated() {
      var stage = try SessionStage.greeted()
      stage.play { [handOver] in $0.directed(handOver) }
      spoil(&stage)
      #expect(stage.told == [.finished] && stage.reconnects == 0, "case \(index)")
    }
  }

  @Test func `last words that break off can't stop the hand-over`() throws {
    var stage = try SessionStage.greeted()
    stage.play { [handOver] in $0.directed(handOver) }
    stage.receive(Provider.created("f"), Provider.audio("f1", in: "f", bytes: 1600))
    stage.pass(.milliseconds(19_999))
    #expect(stage.told.isEmpty)
    stage.pass(.milliseconds(1))
    #expect(stage.events == [.finished])
  }

  @Test func `last words that are said again don't take for ever either`() throws {
    var stage = try SessionStage.greeted()
    stage.play { [handOver] in $0.directed(handOver) }
    stage.receive(Provider.created("f"), Provider.audio("f1", in: "f", bytes: 8000))
    stage.play { $0.brokeIn(at: 800) }
    stage.receive(Provider.done("f", "cancelled"))
    #expect(stage.types.count { $0 == "response.create" } == 2 && stage.events.isEmpty)
    stage.pass(.seconds(5))
    #expect(stage.events == [.finished])
  }

  @Test func `last words that never end are over in time`() throws {
    var stage = try SessionStage.greeted()
    stage.play { [handOver] in $0.directed(handOver) }
    stage.speak("f1", "Please hold, please hold.", bytes: 60 * 8000)
    stage.pass(.seconds(25))
    #expect(stage.events == [.finished])
  }

  @Test func `a mark that gets lost can't stop the hand-over`() throws {
    var stage = try SessionStage.greeted()
    stage.play { [handOver] in $0.directed(handOver) }
    stage.speak("f1", "Please hold.", bytes: 16_000)
    stage.pass(.milliseconds(6999))
    #expect(stage.told.isEmpty)
    stage.pass(.milliseconds(1))
    #expect(stage.told == [.finished])
  }

  @Test func `a caller who breaks into the last words is handed over all the same`() throws {
    var stage = try SessionStage.greeted()
    stage.play { [handOver] in $0.directed(handOver) }
    stage.receive(Provider.created("f"), Provider.audio("f1", in: "f", bytes: 8000))
    stage.play { $0.brokeIn(at: 1600) }
    #expect(stage.told == [.finished])
    stage.receive(Provider.done("f", "cancelled"))
    stage.play { $0.callerFellSilent() }
    #expect(stage.told == [.finished] && stage.timers[.farewell] == nil)
  }

  @Test func `nothing is judged, answered or asked any more`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Sales!", item: "u1")
    stage.receive(Provider.created("r1"))
    stage.play { [handOver] in $0.directed(handOver) }
    #expect(stage.types == ["response.cancel"])
    stage.forget()
    stage.receive(
      Provider.audio("a1", in: "r1"),
      Provider.done("r1", "cancelled", calls: [Provider.verdict("c1", 1, served: false)]))
    #expect(stage.events.isEmpty && stage.results.count == 1 && stage.saidBytes == 800)
    #expect(stage.types == ["conversation.item.create", "response.create"])
    stage.play { $0.directed(.close) }
    #expect(stage.silences == 1)
  }

  @Test func `an answer that the provider began meanwhile is stopped, and the last words are asked for again`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("Sales!", item: "u1")
    stage.play { [handOver] in $0.directed(handOver) }
    let id = try #require(stage.sent.last?.id)
    stage.receive(Provider.created("r1"), Provider.error("conversation_already_has_active_response", about: id))
    #expect(stage.types == ["response.create", "response.cancel"])
    stage.receive(Provider.audio("a1", in: "r1"), Provider.done("r1", "cancelled"))
    #expect(stage.types == ["response.create", "response.cancel", "response.create"] && stage.saidBytes == 800)
    stage.speak("f1", "Please hold.")
    stage.hearAll()
    #expect(stage.events.last == .finished)
  }
}
