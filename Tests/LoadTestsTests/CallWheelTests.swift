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

  @Test func `turns are due from a range's beginning up to its end, and none before the first`() {
    let schedule = FrameSchedule(start: .uptimeNanoseconds(1_000_000_000), calls: 2)
    for slot in 0..<2 {
      for firstTurn in [0, 3, 8] {
        for (from, to) in [(0, 5000), (0, 900), (1000, 1100), (1010, 1110), (1011, 1090), (1060, 1060)] {
          let zero = NIODeadline.uptimeNanoseconds(0)
          let range = (zero + .milliseconds(Int64(from)))..<(zero + .milliseconds(Int64(to)))
          let counted = (firstTurn..<1000).count { range.contains(schedule.due(slot: slot, turn: $0)) }
          #expect(schedule.count(slot: slot, firstTurn: firstTurn, in: range) == counted)
        }
      }
    }
  }
}
