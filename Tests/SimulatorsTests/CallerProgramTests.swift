import Simulators
import Testing

@Suite("A caller's script")
struct CallerProgramTests {
  @Test func `keys of one press are 200 ms apart`() {
    var program = CallerProgram(steps: [.press("12"), .hangUp], patience: .seconds(30))
    #expect(program.next(at: .zero, isSilent: false) == .press("1"))
    #expect(program.next(at: .milliseconds(199), isSilent: false) == nil)
    #expect(program.deadline == .milliseconds(200))
    #expect(program.next(at: .milliseconds(200), isSilent: false) == .press("2"))
    #expect(program.next(at: .milliseconds(200), isSilent: false) == nil)
    #expect(program.next(at: .milliseconds(400), isSilent: false) == .hangUp)
    #expect(program.isFinished)
    #expect(program.deadline == nil)
  }

  @Test func `speech lasts as long as its audio`() {
    let audio = [UInt8](repeating: 1, count: 8000)
    var program = CallerProgram(steps: [.speak(audio, words: "hello"), .hangUp], patience: .seconds(30))
    #expect(program.next(at: .zero, isSilent: false) == .speak(audio, words: "hello"))
    #expect(program.next(at: .milliseconds(999), isSilent: false) == nil)
    #expect(program.next(at: .seconds(1), isSilent: false) == .hangUp)
  }

  @Test func `a caller who waits goes on when the far end is silent`() {
    var program = CallerProgram(steps: [.waitForSilence, .press("1")], patience: .seconds(30))
    #expect(program.next(at: .zero, isSilent: false) == nil)
    #expect(program.next(at: .seconds(29), isSilent: true) == .press("1"))
  }

  @Test func `a caller's patience ends`() {
    var program = CallerProgram(steps: [.waitForSilence, .hangUp], patience: .seconds(30))
    #expect(program.next(at: .seconds(1), isSilent: false) == nil)
    #expect(program.deadline == .seconds(31))
    #expect(program.next(at: .seconds(31), isSilent: false) == .giveUp)
    #expect(program.next(at: .seconds(31), isSilent: false) == .hangUp)
  }

  @Test func `a pause is counted from the end of the step before`() {
    var program = CallerProgram(steps: [.wait(.seconds(1)), .wait(.seconds(1)), .hangUp], patience: .seconds(30))
    #expect(program.next(at: .zero, isSilent: false) == nil)
    #expect(program.next(at: .seconds(1), isSilent: false) == nil)
    #expect(program.deadline == .seconds(2))
    #expect(program.next(at: .seconds(2), isSilent: false) == .hangUp)
  }
}
