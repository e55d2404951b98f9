import MediaBridge
import NIOCore
import NIOEmbedded
import Testing

@Suite("A call in which nobody is heard")
struct QuietTests {
  private final class Call {
    let carrier = PlayingCarrier()
    private(set) var told: [Quiet] = []
    private(set) lazy var bridge = Bridge(
      caller: carrier, receptionist: ListeningReceptionist(),
      quiet: (.seconds(10), { [unowned self] in told.append($0) })
    ) { _ in }

    init() { bridge.open() }

    /// So many seconds go by, in each of which the caller's frames come.
    func pass(_ seconds: Int, _ sound: UInt8 = MuLaw.silence) {
      for _ in 0..<seconds {
        carrier.loop.advanceTime(by: .seconds(1))
        carrier.speak(sound, frames: 1)
      }
    }
  }

  private let loud: UInt8 = 0x90

  private static func quiet(caller: Bool = false, receptionist: Bool = false) -> Quiet {
    var quiet = Quiet()
    (quiet.hasHeardCaller, quiet.hasHeardReceptionist) = (caller, receptionist)
    return quiet
  }

  @Test func `is told of each time that the patience is over`() {
    let call = Call()
    call.pass(9)
    #expect(call.told.isEmpty)
    call.pass(21)
    #expect(call.told == [Self.quiet(), Self.quiet(), Self.quiet()])
    call.bridge.close(.finished)
    call.pass(20)
    #expect(call.told.count == 3, "nobody is told of a call that is over")
  }

  @Test func `counts from the end of what is said, and of what the caller says`() {
    let call = Call()
    call.bridge.say(AudioChunk(muLaw: Array(repeating: loud, count: 160)))
    _ = call.bridge.mark()
    call.pass(15)
    #expect(call.told.isEmpty, "the carrier plays yet")
    call.carrier.playOut()
    call.pass(11)
    #expect(call.told == [Self.quiet(receptionist: true)])
    call.pass(5, loud)
    call.pass(9)
    #expect(call.told.count == 1)
    call.pass(2)
    #expect(call.told.last == Self.quiet(caller: true))
  }

  @Test func `a key is a sign of the caller`() {
    let call = Call()
    call.pass(9)
    call.bridge.callerPressed("1")
    call.pass(9)
    #expect(call.told.isEmpty)
    call.pass(2)
    #expect(call.told == [Self.quiet(caller: true)])
  }

  @Test func `nobody who talks with a person is asked anything`() {
    let call = Call()
    call.bridge.join(ListeningOperator(), as: 1)
    call.bridge.giveFloor(to: 1)
    call.pass(60)
    #expect(call.told.isEmpty)
    call.bridge.giveFloor(to: nil)
    call.pass(9)
    #expect(call.told.isEmpty)
    call.pass(2)
    #expect(call.told == [Self.quiet(caller: true)])
  }
}
