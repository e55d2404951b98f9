import NIOCore
import OpenAI
import Testing
import VoiceCore

@Suite("A person's takeover of the realtime session", .timeLimit(.minutes(1)))
struct TakeoverTests {
  /// "one two three four" in two seconds of audio, at the positions 800 to 16,800; nothing heard yet.
  private func speaking() throws -> SessionStage {
    var stage = try SessionStage.greeted()
    stage.receive(
      Provider.created("r1"), Provider.item("a1", in: "r1"), Provider.audio("a1", in: "r1", bytes: 16_000),
      Provider.words("a1", "one two three four"))
    return stage
  }

  @Test func `the response is cancelled and truncated to what was played, and nothing is answered any more`() throws {
    var stage = try speaking()
    stage.play { $0.lostFloor(at: 800 + 8000) }
    #expect(stage.types == ["response.cancel", "conversation.item.truncate", "session.update"])
    #expect(stage.texts[1].contains(#""audio_end_ms":1000"#))
    #expect(stage.texts[2].contains(#""create_response":false"#) && !stage.texts[2].contains("instructions"))
    #expect(stage.told == [.said("one two …")])
    stage.receive(Provider.done("r1", "cancelled"))
    stage.play { $0.lostFloor(at: 800) }
    #expect(stage.types.count == 3, "twice is once")
  }

  @Test func `the caller's words go on being written down, and nobody waits for an answer`() throws {
    var stage = try SessionStage.greeted()
    stage.play { $0.lostFloor(at: 800) }
    stage.forget()
    stage.callerSays("Are you a person?", item: "u1")
    stage.pass(.seconds(300))
    #expect(stage.events == [.heard("Are you a person?")])
    #expect(stage.types.isEmpty && stage.notices.isEmpty && stage.reconnects == 0)
  }

  @Test func `a response that the provider began before it was told is cancelled unheard`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.speechStarted, Provider.speechStopped, Provider.committed("u1"))
    stage.play { $0.lostFloor(at: 800) }
    stage.forget()
    stage.receive(
      Provider.created("r1"), Provider.item("a1", in: "r1"), Provider.audio("a1", in: "r1", bytes: 1600))
    #expect(stage.types == ["response.cancel"] && stage.saidBytes == 800, "only the welcome was said")
  }

  @Test func `handed back, the receptionist says so, knows that a colleague spoke, and answers again`() throws {
    var stage = try speaking()
    stage.play { $0.lostFloor(at: 800) }
    stage.receive(Provider.done("r1", "cancelled"))
    stage.forget()
    stage.play { $0.gotFloor() }
    #expect(stage.types == ["session.update", "conversation.item.create", "response.create"])
    #expect(stage.texts[0].contains(#""create_response":true"#))
    #expect(stage.texts[1].contains(#""role":"system""#))
    #expect(stage.texts[2].contains("I am back."))
    stage.play { $0.gotFloor() }
    #expect(stage.types.count == 3, "twice is once")
    stage.speak("back", "I am back. What else can I do for you?")
    stage.hearAll()
    #expect(stage.told.contains(.said("I am back. What else can I do for you?")))
    stage.forget()
    stage.callerSays("When are you open?", item: "u2")
    stage.speak(
      "a2", "Nine to five.", calls: [("c1", "report_outcome", #"{"attempt":1,"served":true,"reason":"answered"}"#)])
    stage.hearAll()
    #expect(stage.told.contains(.said("Nine to five.")))
  }

  @Test func `who asks before the receptionist could say that she is back is answered instead`() throws {
    var stage = try SessionStage.greeted()
    stage.play { $0.lostFloor(at: 800) }
    stage.receive(Provider.speechStarted)
    stage.forget()
    stage.play { $0.gotFloor() }
    #expect(stage.types == ["session.update", "conversation.item.create"], "nobody talks over the caller")
    stage.receive(Provider.speechStopped, Provider.committed("u1"), Provider.transcribed("u1", "Hello?"))
    stage.speak("a1", "Hello.")
    #expect(!stage.texts.contains { $0.contains("I am back.") })
  }

  @Test func `keys that are pressed meanwhile, and wishes of the model, lead to nothing`() throws {
    var stage = try speaking()
    stage.play { $0.lostFloor(at: 800) }
    stage.forget()
    stage.receive(
      Provider.done("r1", "cancelled", calls: [("c1", "transfer", #"{"department":null,"reason":"caller_wish"}"#)]))
    stage.pass(.seconds(60))
    #expect(!stage.types.contains("response.create"))
  }

  @Test func `a session that is lost meanwhile comes back silent, and speaks once the floor is hers`() throws {
    var stage = try SessionStage.greeted()
    stage.play { $0.lostFloor(at: 800) }
    stage.forget()
    stage.play { $0.lost(.unreachable) }
    stage.setUp()
    #expect(stage.texts.first?.contains(#""create_response":false"#) == true)
    #expect(!stage.types.contains("response.create"))
    stage.forget()
    stage.play { $0.gotFloor() }
    #expect(stage.types == ["session.update", "conversation.item.create", "response.create"])
  }

  @Test func `a floor that is handed back while the session is being restored is known when it stands`() throws {
    var stage = try SessionStage.greeted()
    stage.play { $0.lostFloor(at: 800) }
    stage.play { $0.lost(.unreachable) }
    stage.play { $0.opened() }
    stage.receive(Provider.sessionCreated)
    stage.forget()
    stage.play { $0.gotFloor() }
    #expect(stage.types.isEmpty)
    stage.receive(Provider.sessionUpdated())
    #expect(stage.types.filter { $0 == "session.update" }.count == 1 && stage.types.last == "response.create")
    #expect(stage.texts.contains { $0.contains(#""role":"system""#) })
  }

  @Test func `what was asked for before the takeover and never came holds nothing up`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When?", item: "u1")
    stage.pass(.seconds(10))
    #expect(stage.types.last == "response.create")
    stage.play { $0.lostFloor(at: 800) }
    stage.forget()
    stage.play { $0.gotFloor() }
    stage.pass(.seconds(10))
    #expect(stage.types.contains("response.create"))
  }
}
