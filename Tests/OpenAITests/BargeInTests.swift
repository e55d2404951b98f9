import NIOCore
import OpenAI
import Testing
import VoiceCore

@Suite("Barge-in and the order of what was said", .timeLimit(.minutes(1)))
struct BargeInTests {
  /// "one two three four" in two seconds of audio, at the positions 800 to 16,800; nothing heard yet.
  private func speaking() throws -> SessionStage {
    var stage = try SessionStage.greeted()
    stage.receive(
      Provider.created("r1"), Provider.item("a1", in: "r1"), Provider.audio("a1", in: "r1", bytes: 16_000),
      Provider.words("a1", "one two three four"))
    return stage
  }

  @Test func `the response is cancelled and truncated to what was played`() throws {
    var stage = try speaking()
    stage.play { $0.brokeIn(at: 800 + 8000) }
    #expect(stage.types == ["response.cancel", "conversation.item.truncate"])
    #expect(stage.texts[0].contains(#""response_id":"r1""#))
    #expect(stage.texts[1].contains(#""item_id":"a1","content_index":0,"audio_end_ms":1000"#))
    #expect(stage.told == [.said("one two …")])
    stage.receive(Provider.done("r1", "cancelled"), Provider.wordsDone("a1", "one two three four five"))
    stage.hearAll()
    #expect(stage.told == [.said("one two …")], "once")
  }

  @Test func `a cough is forgotten, and nothing is cut`() throws {
    var stage = try speaking()
    stage.play { $0.callerMadeNoise(over: 8001) }
    #expect(stage.types == ["input_audio_buffer.clear"])
    #expect(stage.told == [])
  }

  @Test func `a cough is forgotten however little has come of a sentence that goes on`() throws {
    var stage = try speaking()
    stage.play { $0.callerMadeNoise(over: 1) }
    #expect(stage.types == ["input_audio_buffer.clear"])
  }

  @Test func `a short sound near the end may be an answer, and is left to the model`() throws {
    var stage = try speaking()
    stage.receive(Provider.audioDone("a1", in: "r1"))
    stage.play { $0.callerMadeNoise(over: 8000) }
    #expect(stage.types == [])
  }

  @Test func `who hangs up in the middle has heard the part that was played`() throws {
    var stage = try speaking()
    stage.play { $0.leave(at: 800 + 8000) }
    #expect(stage.told == [.said("one two …")])
    #expect(stage.types == [], "a session that ends needn't be reminded")
  }

  @Test func `a response that has ended is truncated, but no longer cancelled`() throws {
    var stage = try speaking()
    stage.receive(Provider.audioDone("a1", in: "r1"), Provider.done("r1"))
    stage.play { $0.brokeIn(at: 800 + 15_999) }
    #expect(stage.types == ["conversation.item.truncate"])
    #expect(stage.texts[0].contains(#""audio_end_ms":1999"#))
  }

  @Test(arguments: [-5, 0, 799, 800])
  func `what nobody heard was never said`(_ place: Int) throws {
    var stage = try speaking()
    stage.play { $0.brokeIn(at: place) }
    #expect(stage.texts.last?.contains(#""audio_end_ms":0"#) == true && stage.told.isEmpty)
  }

  @Test(arguments: [16_800, 99_999])
  func `nothing is truncated beyond the audio that came`(_ place: Int) throws {
    var stage = try speaking()
    stage.play { $0.brokeIn(at: place) }
    #expect(stage.texts.last?.contains(#""audio_end_ms":2000"#) == true)
  }

  @Test func `later items of a response are forgotten wholly`() throws {
    var stage = try speaking()
    stage.receive(Provider.audioDone("a1", in: "r1"), Provider.audio("a2", in: "r1", bytes: 8000))
    stage.play { $0.brokeIn(at: 8000) }
    #expect(stage.texts.count == 3)
    #expect(stage.texts[2].contains(#""item_id":"a2","content_index":0,"audio_end_ms":0"#))
  }

  @Test func `a caller who falls silent again without a word is spoken to`() throws {
    var stage = try speaking()
    stage.play { $0.brokeIn(at: 8800) }
    stage.receive(Provider.done("r1", "cancelled"))
    stage.sent = []
    stage.play { $0.callerFellSilent() }
    #expect(stage.types == ["response.create"])
    stage.play { $0.callerFellSilent() }
    #expect(stage.types == ["response.create"])
  }

  @Test func `a caller whose words are being answered isn't answered twice`() throws {
    var stage = try speaking()
    stage.play { $0.brokeIn(at: 8800) }
    stage.receive(Provider.done("r1", "cancelled"))
    stage.callerSays("Stop.", item: "u1")
    stage.sent = []
    stage.play { $0.callerFellSilent() }
    stage.receive(Provider.created("r2"))
    stage.play { $0.callerFellSilent() }
    #expect(stage.sent.isEmpty)
  }

  // MARK: Property 30

  @Test func `words come in the order of the turns, whatever order the provider tells them in`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"))
    stage.speak("a1", "First answer.", calls: [Provider.verdict("c1", 1, served: true)])
    stage.hearAll()
    stage.receive(Provider.committed("u2"), Provider.transcribed("u2", "Second."), Provider.committed("u2"))
    #expect(stage.events == [.judged(Attempt.ID(1), .served)])
    stage.receive(Provider.transcribed("u1", "First."), Provider.transcribed("u1", "First."))
    #expect(
      stage.events.dropFirst() == [.heard("First."), .said("First answer."), .heard("Second.")])
  }

  @Test func `words that can't be written down, or never are, stand in their place`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"), Provider.transcriptionFailed("u1"))
    stage.pass(.seconds(1))
    stage.receive(Provider.created("r0"), Provider.committed("u2"), Provider.done("r0", "cancelled"))
    stage.pass(.seconds(5))
    stage.receive(Provider.committed("u3"))
    #expect(stage.events == [.heard("[inaudible]")])
    stage.pass(.seconds(5))
    #expect(stage.events == [.heard("[inaudible]"), .heard("[inaudible]")])
    stage.receive(Provider.transcribed("u3", "Third."), Provider.transcribed("u2", "Too late."))
    #expect(stage.events.last == .heard("Third.") && stage.events.count == 3)
  }

  @Test func `what the receptionist says counts when it was heard, with all its words`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1"), Provider.audioDone("a1", in: "r1"))
    stage.hearAll()
    #expect(stage.told.isEmpty)
    stage.receive(Provider.wordsDone("a1", "Here you are."))
    #expect(stage.told == [.said("Here you are.")])
  }

  @Test func `what is known when the call ends is told then, in order`() throws {
    var stage = try SessionStage.greeted()
    stage.receive(Provider.committed("u1"))
    stage.speak("a1", "Never heard.")
    stage.receive(Provider.committed("u2"), Provider.transcribed("u2", "Goodbye."))
    stage.told = []
    stage.play { $0.leave(at: 0) }
    #expect(stage.told == [.heard("[inaudible]"), .heard("Goodbye.")] && stage.isClosed && stage.timers.isEmpty)
    stage.told = []
    stage.callerSays("Still there?", item: "u3")
    stage.play { $0.lost() }
    #expect(stage.told.isEmpty && stage.reconnects == 0)
  }
}
