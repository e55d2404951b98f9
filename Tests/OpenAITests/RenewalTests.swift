import MediaBridge
import NIOCore
import OpenAI
import Testing
import VoiceCore
import WebSockets

@Suite("A realtime session before the provider's limit", .timeLimit(.minutes(1)))
struct RenewalTests {
  @Test func `it is renewed while nobody speaks, again and again`() throws {
    var stage = try SessionStage.greeted()
    stage.callerSays("When are you open?", item: "u1")
    stage.speak("a1", "Nine to five.", calls: [Provider.verdict("c1", 1, served: true)])
    stage.forget()
    for renewal in 1...3 {
      stage.pass(.minutes(50))
      #expect(stage.reconnects == renewal && stage.session.isBeingReplaced && !stage.session.hearsCaller)
      stage.setUp()
      #expect(stage.session.hearsCaller && stage.notices == [.renewed, .restored])
      #expect(stage.types.allSatisfy { $0 == "session.update" || $0 == "conversation.item.create" })
      #expect(stage.texts.contains { $0.contains("Nine to five.") }, "it knows what was said")
      stage.forget()
    }
    #expect(stage.told.isEmpty)
  }

  @Test func `whoever is being answered is answered to the end first`() throws {
    var stage = try SessionStage.greeted()
    stage.pass(.minutes(49) + .seconds(57))
    stage.receive(Provider.created("r1"), Provider.item("a1", in: "r1"), Provider.audio("a1", in: "r1"))
    stage.pass(.seconds(6))
    #expect(stage.reconnects == 0)
    stage.receive(Provider.audioDone("a1", in: "r1"), Provider.wordsDone("a1", "Nine."), Provider.done("r1"))
    stage.pass(.seconds(2))
    #expect(stage.reconnects == 0, "not before it was heard")
    stage.hearAll()
    stage.pass(.seconds(1))
    #expect(stage.reconnects == 1)
  }

  @Test func `a caller who speaks without a pause doesn't keep it from being renewed in time`() throws {
    var limits = OpenAILimits()
    limits.maximumSpeech = .hours(2)
    var stage = try SessionStage.greeted(limits: limits)
    stage.receive(Provider.speechStarted)
    stage.pass(.minutes(57))
    #expect(stage.reconnects == 0)
    stage.pass(.minutes(2))
    #expect(stage.reconnects == 1)
  }

  @Test func `what the caller says meanwhile is heard by the new session, the latest five seconds of it`() throws {
    let stage = try LegStage()
    stage.begin()
    stage.leg.closed()
    let frames = (0..<300).map { AudioChunk(muLaw: [UInt8](repeating: UInt8($0 % 100), count: 160)) }
    for (index, frame) in frames.enumerated() { stage.leg.callerSpoke(frame, at: index * 20) }
    let second = FakeWire()
    #expect(stage.leg.opened(on: second))
    stage.receive(Provider.sessionCreated, Provider.sessionUpdated())
    let heard = second.sent.filter { $0.contains("input_audio_buffer.append") }
    #expect(heard.count == 250 && stage.leg.framesDropped == 50)
    #expect(heard == frames.suffix(250).map { String(buffer: AudioFrames.append($0).joined) })
    stage.leg.callerSpoke(frames[0], at: 6000)
    #expect(second.sent.filter { $0.contains("input_audio_buffer.append") }.count == 251)
  }
}
