import NIOCore
import OpenAI
import Testing
import VoiceCore

@Suite("A realtime session that is lost", .timeLimit(.minutes(1)))
struct LostSessionTests {
  @Test func `a second session goes on with what was said`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When are you open?", item: "u1")
    stage.speak("a1", "Nine to five.", calls: [Provider.verdict("c1", 1, served: true)])
    stage.hearAll()
    stage.callerSays("And on Sunday?", item: "u2")
    stage.forget()
    stage.play { $0.lost() }
    #expect(stage.reconnects == 1 && stage.told.isEmpty && !stage.session.hearsCaller)
    stage.setUp()
    #expect(
      stage.types == ["session.update"] + Array(repeating: "conversation.item.create", count: 4) + ["response.create"])
    #expect(stage.texts[0].contains("The number of the next request is 2."))
    let contents = stage.texts[1...4].map { text in
      (text.contains("output_text"), ["Welcome.", "When", "Nine", "Sunday"].first { text.contains($0) } ?? "")
    }
    #expect(contents.map(\.0) == [true, false, true, false])
    #expect(contents.map(\.1) == ["Welcome.", "When", "Nine", "Sunday"])
    #expect(stage.session.hearsCaller && stage.notices == [.lost, .restored])
  }

  @Test func `what still is heard of the old session is heard to its end`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1"), Provider.words("a1", "Nine to"))
    stage.play { $0.lost() }
    stage.setUp()
    #expect(stage.texts.contains { $0.contains("Nine to") } && stage.types.last == "response.create")
    stage.hearAll()
    #expect(stage.told == [.said("Nine to")])
    stage.play { $0.brokeIn(at: 900) }
    #expect(!stage.types.contains("conversation.item.truncate"), "the new session doesn't know that item")
  }

  @Test func `a session that nobody waits for stays quiet`() throws {
    var stage = try SessionStage.greeted()
    stage.play { $0.lost() }
    stage.setUp()
    #expect(stage.types == ["session.update", "conversation.item.create"])
  }

  @Test func `a second loss is the end`() throws {
    var stage = try SessionStage.greeted()
    stage.play { $0.lost() }
    stage.setUp()
    stage.play { $0.lost() }
    #expect(stage.told == [.failed(.unreachable)] && stage.reconnects == 1 && stage.timers.isEmpty)
    stage.play { $0.lost() }
    #expect(stage.told.count == 1)
  }

  @Test func `a second session that doesn't come is the end, in time`() throws {
    var stage = try SessionStage.greeted()
    stage.play { $0.lost() }
    stage.pass(.seconds(4))
    #expect(stage.told == [.failed(.unreachable)] && stage.timers.isEmpty)
  }

  @Test func `a session that has expired is replaced`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.error("session_expired"))
    #expect(stage.reconnects == 1)
  }

  @Test func `a key that is pressed meanwhile isn't lost`() throws {
    var stage = try SessionStage.greeted()
    stage.play { $0.lost() }
    let now = stage.now
    stage.play { $0.pressed("4", at: now) }
    stage.setUp()
    #expect(stage.told == [.heard("[key 4]")] && stage.texts.contains { $0.contains("pressed key 4") })
    #expect(stage.types.last == "response.create")
  }

  @Test func `a forgotten verdict of the lost session counts as served`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When?", item: "u1")
    stage.speak("a1", "Nine to five.")
    stage.play { $0.lost() }
    #expect(stage.events == [.heard("When?"), .judged(Attempt.ID(1), .served)])
  }

  @Test func `what was looked up is told again, the call with its result`() throws {
    var limits = OpenAILimits()
    limits.maximumKnowledgeEntries = 1
    var stage = try SessionStage(
      session: RealtimeSession(for: SessionStage.knowingBrief(), SessionStage.settings(), limits: limits))
    stage.setUp()
    stage.play { $0.join() }
    stage.speak("welcome", "Welcome.")
    stage.callerSays("Where is the wine?", item: "u1")
    stage.speak("a1", "Let me see.", calls: [("k1", "look_up", #"{"question":"where is the wine"}"#)])
    stage.sent = []
    stage.play { $0.lost() }
    stage.setUp()
    let items = stage.texts.filter { $0.contains("k1") }
    #expect(items.count == 2 && items[0].contains(#""function_call","call_id":"k1","name":"look_up""#))
    #expect(items[1].contains("function_call_output") && items[1].contains("In the cellar."))
  }

  @Test func `only the last utterances are told again`() throws {
    var limits = OpenAILimits()
    limits.maximumReplayed = 3
    var stage = try SessionStage.greeted(limits: limits)
    for number in 1...5 {
      stage.receive(Provider.committed("u\(number)"), Provider.transcribed("u\(number)", "\(number)."))
    }
    stage.sent = []
    stage.play { $0.lost() }
    stage.setUp()
    #expect(stage.types.count { $0 == "conversation.item.create" } == 3)
  }
}
