import MediaBridge
import NIOCore
import NIOEmbedded
import Testing

@Suite("Operators at the bridge")
struct OperatorBridgeTests {
  private let ann = ListeningOperator()
  private let bob = ListeningOperator()

  @Test func `a listener hears both, the receptionist at the pace of the caller`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.say(frames: 3)
    #expect(ann.heard.isEmpty, "nothing is heard before the caller's time has passed")
    stage.carrier.speak(MuLaw.silence, frames: 2)
    #expect(ann.heard == stage.bytes(0..<2))
    stage.carrier.speak(quiet, frames: 1)
    #expect(Array(ann.heard.suffix(160)) == stage.bytes(2..<3).map { Mixer.mix($0, quiet) })
    stage.carrier.speak(quiet, frames: 1)
    #expect(Array(ann.heard.suffix(160)) == Array(repeating: quiet, count: 160))
  }

  @Test func `who joins in the middle of a sentence hears it from where the caller is`() {
    let stage = Stage()
    stage.say(frames: 20)
    stage.carrier.playOut(pieces: 10)
    stage.bridge.join(ann, as: 1)
    stage.carrier.speak(MuLaw.silence, frames: 3)
    #expect(ann.heard == stage.bytes(10..<13))
  }

  @Test func `what was cut off isn't heard by listeners either, and they are told`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.say(frames: 20)
    stage.carrier.speak(loud, frames: 16)
    #expect(ann.clears == 1)
    ann.forget()
    stage.carrier.speak(MuLaw.silence, frames: 2)
    #expect(ann.heard == Array(repeating: MuLaw.silence, count: 320))
  }

  @Test func `a takeover silences the receptionist at once, who is told what the caller heard`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.say(frames: 20)
    stage.carrier.playOut(pieces: 7)
    stage.bridge.giveFloor(to: 1)
    #expect(stage.carrier.clears == 1 && stage.carrier.waiting.isEmpty)
    #expect(stage.receptionist.told == [.lostFloor(5 * 160)])
    stage.say(frames: 5)
    #expect(stage.carrier.waiting.isEmpty, "what she says without the floor is never heard")
    stage.bridge.operatorSpoke(AudioChunk(muLaw: [1, 2, 3]), as: 1)
    stage.carrier.playOut()
    #expect(stage.carrier.heard == stage.bytes(0..<7) + [1, 2, 3])
  }

  @Test func `while a person speaks nobody breaks in, no key is told, and the caller's frames still are`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.bridge.giveFloor(to: 1)
    stage.bridge.operatorSpoke(AudioChunk(muLaw: Array(repeating: 7, count: 8000)), as: 1)
    stage.carrier.speak(loud, frames: 100)
    stage.carrier.press("1")
    #expect(stage.carrier.clears == 0 && stage.receptionist.told == [.lostFloor(0)])
    #expect(stage.receptionist.frames == 100 && stage.receptionist.keys.isEmpty)
  }

  @Test func `who speaks hears the caller alone, others hear both`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.bridge.join(bob, as: 2)
    stage.bridge.giveFloor(to: 1)
    stage.bridge.operatorSpoke(AudioChunk(muLaw: Array(repeating: 9, count: 160)), as: 1)
    stage.carrier.speak(quiet, frames: 1)
    #expect(ann.heard == Array(repeating: quiet, count: 160))
    #expect(bob.heard == Array(repeating: Mixer.mix(9, quiet), count: 160))
  }

  @Test func `who hasn't the floor isn't heard by the caller`() {
    let stage = Stage()
    stage.bridge.operatorSpoke(AudioChunk(muLaw: [1]), as: 1)
    stage.bridge.join(ann, as: 1)
    stage.bridge.operatorSpoke(AudioChunk(muLaw: [2]), as: 1)
    stage.bridge.join(bob, as: 2)
    stage.bridge.giveFloor(to: 2)
    stage.bridge.operatorSpoke(AudioChunk(muLaw: [3]), as: 1)
    #expect(stage.carrier.waiting.isEmpty && stage.bridge.operatorBytesDropped == 3)
  }

  @Test func `handed back, the receptionist is heard again, from what she says then`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.say(frames: 20)
    stage.carrier.playOut(pieces: 7)
    stage.bridge.giveFloor(to: 1)
    stage.say(frames: 3)
    stage.bridge.operatorSpoke(AudioChunk(muLaw: [1]), as: 1)
    stage.bridge.giveFloor(to: nil)
    #expect(stage.receptionist.told == [.lostFloor(5 * 160), .gotFloor])
    stage.say(frames: 2)
    stage.carrier.playOut()
    #expect(stage.carrier.heard == stage.bytes(0..<7) + [1] + stage.bytes(23..<25))
    #expect(stage.receptionist.told.last == .heard(stage.lastMark))
    #expect(stage.bridge.fallSilent() == 25 * 160, "positions count what was said without the floor, too")
  }

  @Test func `a mark that was asked for without the floor is never told`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.bridge.giveFloor(to: 1)
    stage.say(frames: 1)
    let former = stage.lastMark
    stage.bridge.giveFloor(to: nil)
    stage.say(frames: 1)
    stage.carrier.playOut()
    #expect(!stage.receptionist.told.contains(.heard(former)))
    #expect(stage.receptionist.told.last == .heard(stage.lastMark))
  }

  @Test func `a second person takes the floor from the first, whose words are cut off`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.bridge.join(bob, as: 2)
    stage.bridge.giveFloor(to: 1)
    stage.bridge.operatorSpoke(AudioChunk(muLaw: [1]), as: 1)
    stage.bridge.giveFloor(to: 2)
    #expect(stage.carrier.clears == 1 && stage.carrier.waiting.isEmpty)
    stage.bridge.operatorSpoke(AudioChunk(muLaw: [2]), as: 2)
    stage.carrier.playOut()
    #expect(stage.carrier.heard == [2])
    #expect(stage.receptionist.told == [.lostFloor(0)])
  }

  @Test func `who goes with the floor gives it back`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.bridge.giveFloor(to: 1)
    stage.bridge.dismiss(1)
    #expect(stage.receptionist.told == [.lostFloor(0), .gotFloor])
    stage.bridge.giveFloor(to: 1)
    #expect(stage.receptionist.told.count == 2, "nobody is there to take it")
    stage.carrier.speak(quiet, frames: 1)
    #expect(ann.heard.isEmpty)
  }

  @Test func `nobody speaks more than fifteen seconds ahead of the caller's ear`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.bridge.giveFloor(to: 1)
    for _ in 0..<16 { stage.bridge.operatorSpoke(AudioChunk(muLaw: Array(repeating: 5, count: 8000)), as: 1) }
    #expect(stage.bridge.operatorBytesDropped == 8000)
    stage.carrier.speak(MuLaw.silence, frames: 50)
    stage.bridge.operatorSpoke(AudioChunk(muLaw: Array(repeating: 5, count: 8000)), as: 1)
    #expect(stage.bridge.operatorBytesDropped == 8000, "a second has passed")
  }

  @Test func `while the carrier doesn't read, a person's words are dropped and counted`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.bridge.giveFloor(to: 1)
    stage.carrier.isWritable = false
    stage.bridge.operatorSpoke(AudioChunk(muLaw: [1, 2]), as: 1)
    #expect(stage.carrier.waiting.isEmpty && stage.bridge.operatorBytesDropped == 2)
  }

  @Test func `when the call is over everybody goes, and nobody comes`() {
    let stage = Stage()
    stage.bridge.join(ann, as: 1)
    stage.bridge.giveFloor(to: 1)
    stage.carrier.end(.stopped)
    #expect(ann.departures == [.callOver] && stage.receptionist.told == [.lostFloor(0), .left])
    stage.bridge.join(bob, as: 2)
    #expect(bob.departures == [.callOver])
    stage.bridge.giveFloor(to: 2)
    stage.bridge.dismiss(1)
    #expect(stage.receptionist.told.count == 2)
  }

  /// A code whose level is far above the threshold.
  private let loud: UInt8 = 0x90
  /// One far below it.
  private let quiet: UInt8 = 0xF0
}
