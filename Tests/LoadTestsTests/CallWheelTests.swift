import LoadTests
import NIOCore
import NIOEmbedded
import Testing

@Suite struct CallWheelTests {
  private final class Taker: TurnTaker {
    var turns: [(turn: Int, late: TimeAmount)] = []
    let loop: EmbeddedEventLoop
    init(_ loop: EmbeddedEventLoop) { self.loop = loop }
    func takeTurn(_ turn: Int, due: NIODeadline) { turns.append((turn, loop.now - due)) }
  }

  @Test func `each call has a turn every 20 ms at its own phase`() {
    let loop = EmbeddedEventLoop()
    let wheel = CallWheel(FrameSchedule(start: loop.now, calls: 4), on: loop)
    let takers = (0..<4).map { _ in Taker(loop) }
    for (call, taker) in takers.enumerated() { #expect(wheel.add(taker, call: call) == 0) }
    wheel.start()
    loop.advanceTime(by: .milliseconds(100))
    // Phases 0, 5, 10 and 15 ms: the first is due at 0 and at 100.
    #expect(takers.map(\.turns.count) == [6, 5, 5, 5])
    #expect(takers.allSatisfy { $0.turns.allSatisfy { $0.late == .zero } })
    #expect(takers[1].turns.map(\.turn) == [0, 1, 2, 3, 4])
    wheel.stop()
    loop.advanceTime(by: .seconds(1))
    #expect(takers[0].turns.count == 6)
  }

  @Test func `who joins later gets the next turn of its slot`() {
    let loop = EmbeddedEventLoop()
    let wheel = CallWheel(FrameSchedule(start: loop.now, calls: 2), on: loop)
    wheel.start()
    loop.advanceTime(by: .milliseconds(45))
    let taker = Taker(loop)
    let first = wheel.add(taker, call: 0)
    #expect(first == 3)
    loop.advanceTime(by: .milliseconds(40))
    #expect(taker.turns.map(\.turn) == [3, 4])
    wheel.remove(taker, call: 0)
    loop.advanceTime(by: .milliseconds(40))
    #expect(taker.turns.count == 2)
  }

  @Test func `no more frames are nominal than there was time for`() {
    let schedule = FrameSchedule(start: .uptimeNanoseconds(0), calls: 1)
    #expect(schedule.nominal(slot: 0, firstTurn: 2, at: .uptimeNanoseconds(39_999_999)) == 0)
    #expect(schedule.nominal(slot: 0, firstTurn: 2, at: .uptimeNanoseconds(40_000_000)) == 1)
    #expect(schedule.nominal(slot: 0, firstTurn: 2, at: .uptimeNanoseconds(99_999_999)) == 3)
  }
}
