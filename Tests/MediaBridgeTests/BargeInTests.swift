import MediaBridge
import Testing

@Suite("Barge-in")
struct BargeInTests {
  @Test func `a caller who talks while nobody speaks interrupts nobody`() {
    var dialogue = Dialogue()
    #expect(dialogue.hear(.loud, milliseconds: 2000, while: .silent).isEmpty)
    #expect(dialogue.bargeIn.state == .normal)
  }

  @Test func `the first window above the threshold pauses the receptionist`() {
    var dialogue = Dialogue()
    #expect(dialogue.hear(.silent, milliseconds: 100).isEmpty)
    #expect(dialogue.bargeIn.state == .aiSpeaking)
    #expect(dialogue.hear(.loud, milliseconds: 20) == [20: .pause])
  }

  @Test func `a sound between the thresholds pauses nobody`() {
    var dialogue = Dialogue()
    #expect(dialogue.hear(.middling, milliseconds: 5000).isEmpty)
  }

  @Test func `a burst of exactly 300 ms lets the receptionist go on, once it is surely over`() {
    var dialogue = Dialogue()
    #expect(dialogue.hear(.loud, milliseconds: 300) == [20: .pause])
    #expect(dialogue.hear(.silent, milliseconds: 200) == [100: .resume])
    #expect(dialogue.bargeIn.state == .aiSpeaking)
  }

  @Test func `speech longer than 300 ms cancels`() {
    var dialogue = Dialogue()
    #expect(dialogue.hear(.loud, milliseconds: 320) == [20: .pause, 320: .cancel])
    #expect(dialogue.hear(.loud, milliseconds: 3000, while: .silent).isEmpty)
  }

  @Test func `a window shorter than a frame can be what is too long`() {
    var dialogue = Dialogue()
    _ = dialogue.hear(.loud, milliseconds: 300)
    #expect(dialogue.bargeIn.heard(Level(squares: 1 << 30, samples: 1), while: .speaking) == .cancel)
  }

  @Test func `between the thresholds the timer keeps running`() {
    var dialogue = Dialogue()
    #expect(dialogue.hear(.loud, milliseconds: 20) == [20: .pause])
    #expect(dialogue.hear(.middling, milliseconds: 300) == [300: .cancel])
  }

  @Test func `the closure of a plosive doesn't end speech`() {
    var dialogue = Dialogue()
    #expect(dialogue.hear(.loud, milliseconds: 160) == [20: .pause])
    #expect(dialogue.hear(.silent, milliseconds: 80).isEmpty)
    #expect(dialogue.hear(.loud, milliseconds: 80) == [80: .cancel])
  }

  @Test func `silence at the end isn't part of a burst`() {
    var dialogue = Dialogue()
    _ = dialogue.hear(.loud, milliseconds: 280)
    #expect(dialogue.hear(.silent, milliseconds: 100) == [100: .resume])
  }

  @Test func `after breaking in, 1,500 ms of silence let the receptionist go on, once`() {
    var dialogue = Dialogue.afterBreakIn
    #expect(dialogue.hear(.silent, milliseconds: 4000, while: .silent) == [1500: .fellSilent])
    #expect(dialogue.bargeIn.state == .normal)
  }

  @Test func `a word within the silence starts it anew`() {
    var dialogue = Dialogue.afterBreakIn
    #expect(dialogue.hear(.silent, milliseconds: 1480, while: .silent).isEmpty)
    #expect(dialogue.hear(.middling, milliseconds: 20, while: .silent).isEmpty)
    #expect(dialogue.hear(.silent, milliseconds: 1500, while: .silent) == [1500: .fellSilent])
  }

  @Test func `noise on the line can't silence the receptionist for ever`() {
    var dialogue = Dialogue.afterBreakIn
    #expect(dialogue.hear(.middling, milliseconds: 6000, while: .silent) == [5000: .fellSilent])
  }

  @Test func `whoever still speaks pauses a new answer at once, and cancels it`() {
    var dialogue = Dialogue.afterBreakIn
    #expect(dialogue.hear(.loud, milliseconds: 320) == [20: .pause, 320: .cancel])
  }

  @Test func `a new answer into the caller's silence isn't disturbed, and the silence is still told`() {
    var dialogue = Dialogue.afterBreakIn
    #expect(dialogue.hear(.silent, milliseconds: 600, while: .silent).isEmpty)
    #expect(dialogue.hear(.silent, milliseconds: 1000) == [900: .fellSilent])
    #expect(dialogue.hear(.silent, milliseconds: 20).isEmpty)
    #expect(dialogue.bargeIn.state == .aiSpeaking)
  }

  @Test func `a burst into that answer resumes it, and the silence is told later`() {
    var dialogue = Dialogue.afterBreakIn
    #expect(dialogue.hear(.silent, milliseconds: 600, while: .silent).isEmpty)
    #expect(dialogue.hear(.loud, milliseconds: 100) == [20: .pause])
    #expect(dialogue.hear(.silent, milliseconds: 2000) == [100: .resume, 1500: .fellSilent])
  }

  @Test func `a burst that outlives the words it interrupted lets those that came after be heard`() {
    var dialogue = Dialogue()
    _ = dialogue.hear(.loud, milliseconds: 20)
    dialogue.bargeIn.receptionistFellSilent()
    #expect(dialogue.hear(.loud, milliseconds: 280).isEmpty)
    #expect(dialogue.hear(.silent, milliseconds: 200) == [100: .resume])
    #expect(dialogue.bargeIn.state == .aiSpeaking)
  }

  @Test func `speech that outlives them cancels nothing, and what waits is heard after 1,500 ms of silence`() {
    var dialogue = Dialogue()
    _ = dialogue.hear(.loud, milliseconds: 20)
    dialogue.bargeIn.receptionistFellSilent()
    #expect(dialogue.hear(.loud, milliseconds: 3000).isEmpty)
    #expect(dialogue.hear(.silent, milliseconds: 2000) == [1500: .goOn])
    #expect(dialogue.hear(.loud, milliseconds: 320) == [20: .pause, 320: .cancel])
  }

  @Test func `noise can't make them wait for ever`() {
    var dialogue = Dialogue()
    _ = dialogue.hear(.loud, milliseconds: 20)
    dialogue.bargeIn.receptionistFellSilent()
    #expect(dialogue.hear(.middling, milliseconds: 6000) == [5000: .goOn])
  }

  @Test func `the end of a break-in that came before is told after them`() {
    var dialogue = Dialogue.afterBreakIn
    _ = dialogue.hear(.loud, milliseconds: 20)
    dialogue.bargeIn.receptionistFellSilent()
    #expect(dialogue.hear(.loud, milliseconds: 3000).isEmpty)
    #expect(dialogue.hear(.silent, milliseconds: 2000) == [1500: .fellSilent])
  }

  @Test func `a receptionist who falls silent while nobody sounds changes nothing`() {
    var dialogue = Dialogue()
    _ = dialogue.hear(.silent, milliseconds: 20)
    dialogue.bargeIn.receptionistFellSilent()
    #expect(dialogue.hear(.loud, milliseconds: 320) == [20: .pause, 320: .cancel])
    dialogue.bargeIn.receptionistFellSilent()
    #expect(dialogue.hear(.silent, milliseconds: 2000, while: .silent) == [1500: .fellSilent])
  }

  @Test func `settings outside their ranges are refused`() {
    #expect(BargeIn.Settings() == .standard)
    #expect(BargeIn.Settings(speech: LevelThreshold(thousandths: 9)) == nil)
    #expect(BargeIn.Settings(speech: LevelThreshold(thousandths: 501)) == nil)
    #expect(BargeIn.Settings(silence: LevelThreshold(thousandths: 50)) == nil)
    #expect(BargeIn.Settings(burst: .milliseconds(99)) == nil)
    #expect(BargeIn.Settings(hangOver: .milliseconds(501)) == nil)
    #expect(BargeIn.Settings(hangOver: .milliseconds(200), pause: .milliseconds(200)) == nil)
    #expect(BargeIn.Settings(noise: .milliseconds(1499)) == nil)
    #expect(BargeIn.Settings(burst: .seconds(2), pause: .seconds(10), noise: .seconds(60)) != nil)
  }
}

/// A dialogue that hears windows of 20 ms.
private struct Dialogue {
  enum Sound: Int {
    case silent = 10
    case middling = 30
    case loud = 200

    /// A full window of that many thousandths of full scale.
    var level: Level { Level(squares: rawValue * rawValue * 160 * (1 << 30) / 1_000_000, samples: 160) }
  }

  var bargeIn = BargeIn()

  /// The caller has just broken in.
  static var afterBreakIn: Dialogue {
    var dialogue = Dialogue()
    _ = dialogue.hear(.loud, milliseconds: 320)
    return dialogue
  }

  /// What follows from so much of a sound: each action with the milliseconds from the sound's beginning.
  mutating func hear(
    _ sound: Sound, milliseconds: Int, while receptionist: BargeIn.Receptionist = .speaking
  ) -> [Int: BargeIn.Action] {
    var actions: [Int: BargeIn.Action] = [:]
    for end in stride(from: 20, through: milliseconds, by: 20) {
      let action = bargeIn.heard(sound.level, while: receptionist)
      if action != .none { actions[end] = action }
    }
    return actions
  }
}
