import MediaBridge
import NIOCore
import NIOEmbedded
import Testing

@Suite("The bridge")
struct BridgeTests {
  @Test func `the receptionist hears every frame, also while it is paused`() {
    let stage = Stage()
    stage.say(frames: 50)
    stage.carrier.speak(loud, frames: 30)
    #expect(stage.receptionist.frames == 30 && stage.bridge.framesHeard == 30)
  }

  @Test func `a cough pauses the receptionist, who then goes on where the caller stopped hearing it`() {
    let stage = Stage()
    stage.say(frames: 20)
    stage.carrier.playOut(pieces: 7)
    stage.carrier.speak(loud, frames: 5)
    #expect(stage.carrier.clears == 1 && stage.carrier.waiting.isEmpty)
    stage.carrier.speak(MuLaw.silence, frames: 5)
    stage.carrier.playOut()
    // Two of the seven frames lay behind the last mark: they are heard again, and nothing is missing.
    #expect(stage.carrier.heard == stage.bytes(0..<7) + stage.bytes(5..<20))
    #expect(stage.receptionist.told == [.heard(stage.lastMark)])
    #expect(stage.bridge.resumptions == 1 && stage.bridge.bargeIns == 0)
  }

  @Test func `a caller who goes on speaking is told to the receptionist with the place up to which it was heard`() {
    let stage = Stage()
    stage.say(frames: 20)
    stage.carrier.playOut(pieces: 7)
    stage.carrier.speak(loud, frames: 16)
    #expect(stage.receptionist.told == [.brokeIn(5 * 160)])
    #expect(stage.carrier.clears == 1, "what was paused is silent already")
    stage.carrier.speak(MuLaw.silence, frames: 75)
    #expect(stage.receptionist.told == [.brokeIn(5 * 160), .fellSilent])
    #expect(stage.bridge.bargeIns == 1)
    stage.say(frames: 1)
    stage.carrier.playOut()
    #expect(stage.carrier.heard == stage.bytes(0..<7) + stage.bytes(20..<21))
  }

  @Test func `a receptionist who answers the break-in at once is heard`() {
    let stage = Stage()
    stage.receptionist.whenTold = { told, floor in
      guard case .brokeIn = told else { return }
      floor.fallSilent()
      floor.say(AudioChunk(muLaw: [1, 2, 3]))
      _ = floor.mark()
    }
    stage.say(frames: 20)
    stage.carrier.speak(loud, frames: 16)
    stage.carrier.playOut()
    #expect(stage.carrier.heard == [1, 2, 3])
  }

  @Test func `a receptionist who speaks whenever it was heard speaks in order`() {
    let stage = Stage()
    var left = 5
    stage.receptionist.whenTold = { told, floor in
      guard case .heard = told, left > 0 else { return }
      left -= 1
      floor.say(AudioChunk(muLaw: [UInt8(left)]))
      _ = floor.mark()
    }
    _ = stage.bridge.mark()
    stage.carrier.playOut()
    #expect(stage.carrier.heard == [4, 3, 2, 1, 0])
  }

  @Test func `falling silent tells up to where the caller heard everything`() {
    let stage = Stage()
    stage.say(frames: 20)
    stage.carrier.playOut(pieces: 12)
    #expect(stage.bridge.fallSilent() == 10 * 160)
    #expect(stage.carrier.waiting.isEmpty)
  }

  @Test(arguments: [(loudFrames: 14, silentFrames: 5), (loudFrames: 15, silentFrames: 75)])
  func `words said while a sound lasts that interrupted others are heard whole after it`(
    loudFrames: Int, silentFrames: Int
  ) {
    let stage = Stage()
    stage.say(frames: 20)
    stage.carrier.speak(loud, frames: 1)
    stage.bridge.fallSilent()
    stage.say(frames: 10)
    stage.carrier.speak(loud, frames: loudFrames)
    stage.carrier.speak(MuLaw.silence, frames: silentFrames - 1)
    #expect(stage.carrier.waiting.isEmpty, "they wait for the end of the sound")
    stage.carrier.speak(MuLaw.silence, frames: 1)
    stage.carrier.playOut()
    #expect(stage.carrier.heard == stage.bytes(20..<30))
    #expect(stage.receptionist.told == [.heard(stage.lastMark)] && stage.bridge.bargeIns == 0)
  }

  @Test func `a carrier that stops reading gets no more than a few pieces on top`() {
    let stage = Stage()
    stage.carrier.stopsReading = true
    stage.bridge.say(AudioChunk(muLaw: Array(repeating: 1, count: 60 * 8000)))
    #expect(stage.carrier.waiting.count == 16)
    stage.carrier.stopsReading = false
    stage.carrier.isWritable = true
    _ = stage.bridge.mark()
    stage.carrier.playOut()
    #expect(stage.carrier.heard == Array(repeating: 1, count: 60 * 8000))
  }

  @Test func `audio waits while the carrier doesn't read, and can be dropped there`() {
    let stage = Stage()
    stage.carrier.isWritable = false
    stage.say(frames: 4)
    #expect(stage.carrier.waiting.isEmpty)
    stage.carrier.isWritable = true
    stage.carrier.playOut()
    #expect(stage.carrier.heard == stage.bytes(0..<4))
    stage.carrier.isWritable = false
    stage.say(frames: 4)
    stage.bridge.fallSilent()
    stage.carrier.isWritable = true
    stage.carrier.playOut()
    #expect(stage.carrier.heard == stage.bytes(0..<4) && stage.carrier.clears == 0)
  }

  @Test func `the end of what was said is noticed without a mark of the receptionist's`() {
    let stage = Stage()
    stage.bridge.say(AudioChunk(muLaw: [1]))
    stage.carrier.speak(MuLaw.silence, frames: 5)
    stage.carrier.playOut()
    stage.carrier.speak(loud, frames: 20)
    #expect(stage.receptionist.told.isEmpty && stage.carrier.clears == 0, "there is nothing to interrupt")
  }

  @Test func `more than five minutes unheard end the call as failed`() {
    let stage = Stage()
    let minute = AudioChunk(muLaw: Array(repeating: MuLaw.silence, count: 60 * 8000))
    for _ in 0..<6 { stage.bridge.say(minute) }
    #expect(stage.ends == [.misbehaved(Bridge.tooMuchUnheard)])
    #expect(stage.carrier.departures == [.failed])
    #expect(stage.receptionist.told == [.left])
  }

  @Test func `a receptionist who speaks after the end does no harm`() {
    let stage = Stage()
    stage.carrier.end(.stopped)
    stage.carrier.end(.lost)
    stage.say(frames: 3)
    #expect(stage.bridge.fallSilent() == 0)
    #expect(stage.carrier.waiting.isEmpty && stage.ends == [.stopped] && stage.receptionist.told == [.left])
  }

  @Test func `a receptionist who hangs up when the caller breaks in isn't told any more`() {
    let stage = Stage()
    stage.receptionist.whenTold = { told, _ in if case .brokeIn = told { stage.bridge.close(.finished) } }
    stage.say(frames: 20)
    stage.carrier.speak(loud, frames: 200)
    #expect(stage.receptionist.told == [.brokeIn(0), .left] && stage.receptionist.frames == 15)
    #expect(stage.ends == [.left])
  }

  @Test func `a stream is starved five seconds after its last frame`() {
    let stage = Stage()
    for _ in 0..<3 {
      stage.carrier.loop.advanceTime(by: .milliseconds(4900))
      stage.carrier.speak(MuLaw.silence, frames: 1)
    }
    stage.carrier.loop.advanceTime(by: .milliseconds(4999))
    #expect(stage.ends.isEmpty)
    stage.carrier.loop.advanceTime(by: .milliseconds(1))
    #expect(stage.ends == [.starved] && stage.carrier.departures == [.failed])
  }

  /// A code whose level is far above the threshold.
  private let loud: UInt8 = 0x90
}
