import Logging
import MediaBridge
import NIOCore
import NIOEmbedded
import OpenAI
import Testing
import VoiceCore
import WebSockets

@Suite("The realtime leg on its socket", .timeLimit(.minutes(1)))
struct RealtimeLegTests {
  @Test func `the caller's frames go out untouched, and those that can't go are dropped and counted`() throws {
    let stage = try LegStage()
    let chunk = AudioChunk(base64: ByteBuffer(string: "/+8="), byteCount: 2)
    stage.leg.callerSpoke(chunk, at: 0)
    #expect(stage.wire.sent.isEmpty && stage.leg.framesDropped == 1, "not before the session stands")
    stage.begin()
    stage.wire.forget()
    stage.leg.callerSpoke(chunk, at: 20)
    #expect(stage.wire.sent == [#"{"type":"input_audio_buffer.append","audio":"/+8="}"#])
    stage.wire.isWritable = false
    stage.leg.callerSpoke(chunk, at: 40)
    #expect(stage.wire.sent.count == 1 && stage.leg.framesDropped == 2)
  }

  @Test func `frames are joined where that is wanted, and what waits goes in time`() throws {
    let stage = try LegStage(batchMilliseconds: 60)
    stage.begin()
    stage.wire.forget()
    let frame = AudioChunk(muLaw: [UInt8](repeating: 7, count: 160))
    for turn in 0..<3 { stage.leg.callerSpoke(frame, at: turn * 20) }
    let joined = AudioFrames.append(AudioChunk(muLaw: [UInt8](repeating: 7, count: 480))).joined
    #expect(stage.wire.sent == [String(buffer: joined)])
    stage.leg.callerSpoke(frame, at: 60)
    stage.loop.advanceTime(by: .milliseconds(59))
    #expect(stage.wire.sent.count == 1)
    stage.loop.advanceTime(by: .milliseconds(1))
    #expect(stage.wire.sent.count == 2)
    stage.leg.callerSpoke(frame, at: 80)
    stage.leg.leave(at: 0)
    stage.loop.advanceTime(by: .seconds(1))
    #expect(stage.wire.sent.count == 2 && stage.wire.closings == [.normal])
  }

  @Test func `what the model says reaches the floor, and its mark the transcript`() throws {
    let stage = try LegStage()
    stage.begin()
    stage.receive(
      Provider.created("r1"), Provider.audio("a1", in: "r1", bytes: 160), Provider.wordsDone("a1", "Hello."),
      Provider.done("r1"))
    #expect(stage.floor.chunks.map(\.muLaw) == [[UInt8](repeating: 0x55, count: 160)])
    let mark = try #require(stage.floor.marks.first)
    #expect(stage.told.isEmpty)
    stage.leg.callerHeard(PlaybackMark(generation: 9, number: 9))
    stage.leg.callerHeard(mark)
    stage.leg.callerHeard(mark)
    #expect(stage.told == [.said("Hello.")])
  }

  @Test func `the last words begin where the floor fell silent`() throws {
    let stage = try LegStage()
    stage.begin()
    stage.receive(Provider.created("r1"), Provider.audio("a1", in: "r1", bytes: 1600), Provider.done("r1"))
    stage.floor.heardPosition = 800
    stage.wire.forget()
    stage.leg.directed(.close)
    #expect(stage.floor.silences == 1)
    #expect(stage.wire.sent.count == 2 && stage.wire.sent[0].contains(#""audio_end_ms":100"#))
    #expect(stage.wire.sent[1].contains("Goodbye"))
  }

  @Test func `time runs on the leg's own loop`() throws {
    let stage = try LegStage()
    stage.begin()
    stage.receive(Provider.committed("u1"))
    stage.wire.forget()
    stage.loop.advanceTime(by: .seconds(10))
    #expect(stage.wire.sent.count == 1 && stage.wire.sent[0].contains("response.create"))
    #expect(stage.told == [.heard("[inaudible]")])
  }

  @Test func `whoever leaves closes the socket, tells nothing more and leaves nothing behind`() throws {
    let stage = try LegStage()
    stage.begin()
    stage.leg.leave(at: 0)
    #expect(stage.wire.closings == [.normal])
    stage.receive(Provider.committed("u1"), Provider.transcribed("u1", "Hi"))
    stage.leg.closed()
    stage.loop.advanceTime(by: .hours(1))
    #expect(stage.told.isEmpty && stage.reconnections == 0)
    weak let leg = stage.leg
    stage.forgetLeg()
    #expect(leg == nil)
  }

  @Test func `a lost socket is replaced once, and the leg hears the new one`() throws {
    let stage = try LegStage()
    stage.begin()
    stage.leg.closed()
    #expect(stage.reconnections == 1)
    let second = FakeWire()
    #expect(stage.leg.opened(on: second))
    stage.receive(Provider.sessionCreated, Provider.sessionUpdated())
    stage.leg.callerSpoke(AudioChunk(muLaw: [1]), at: 0)
    #expect(second.sent.last?.contains("input_audio_buffer.append") == true)
    #expect(!stage.leg.opened(on: FakeWire()), "no third socket is wanted")
    stage.leg.closed()
    #expect(stage.told == [.failed(.unreachable)])
  }

  @Test(arguments: [(UInt8(0x00), true), (0xFF, false)])
  func `a caller who spoke too long while the socket was being replaced is spoken to`(
    _ sample: UInt8, _ isAsked: Bool
  ) throws {
    let stage = try LegStage()
    stage.begin()
    stage.leg.closed()
    let spoken = AudioChunk(muLaw: [UInt8](repeating: sample, count: 160))
    for _ in 0..<251 { stage.leg.callerSpoke(spoken, at: 0) }
    let second = FakeWire()
    #expect(stage.leg.opened(on: second))
    stage.receive(Provider.sessionCreated, Provider.sessionUpdated())
    #expect(second.sent.contains { $0.contains("response.create") } == isAsked)
  }

  @Test func `a joining that is given up closes the socket`() throws {
    let stage = try LegStage()
    stage.leg.abandon()
    #expect(stage.wire.closings == [.normal])
    stage.loop.run()
    #expect(throws: VoiceAIFailure.unreachable) { try stage.ready.wait() }
  }

  @Test func `nothing that was said or keyed is logged`() throws {
    let book = LogBook()
    let stage = try LegStage(log: book.logger)
    stage.begin()
    stage.receive(Provider.error("server_error"), Provider.error("secret code"), "secret garbage")
    stage.receive(Provider.committed("u1"), Provider.transcribed("u1", "secret words"))
    stage.leg.callerPressed("5")
    stage.leg.leave(at: 0)
    #expect(book.lines.count >= 3 && !book.lines.contains { $0.contains("secret") || $0.contains("sk-") })
  }
}
