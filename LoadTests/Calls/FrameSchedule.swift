package import NIOCore

/// When each frame of each call is due: absolute times that follow from one start, whatever happened meanwhile.
///
/// A turn of the wheel takes 20 ms and is divided into slots; calls of one slot are due together.
package struct FrameSchedule: Equatable, Sendable {
  /// One frame's time.
  package static let turn = TimeAmount.milliseconds(20)
  /// Slots are not made narrower than half a millisecond: each costs a wake-up.
  package static let mostSlots = 40

  package let start: NIODeadline
  package let slots: Int

  /// A schedule for so many calls.
  package init(start: NIODeadline, calls: Int) {
    self.start = start
    slots = min(max(calls, 1), Self.mostSlots)
  }

  /// The slot of a call.
  package func slot(of call: Int) -> Int { call % slots }

  /// When a slot's calls are due in a turn.
  package func due(slot: Int, turn: Int) -> NIODeadline {
    start + .nanoseconds(Self.turn.nanoseconds * Int64(turn) + Self.turn.nanoseconds * Int64(slot) / Int64(slots))
  }

  /// How many turns of a slot are due within a range, those before `firstTurn` not counted.
  package func count(slot: Int, firstTurn: Int, in range: Range<NIODeadline>) -> Int {
    let first = due(slot: slot, turn: 0)
    let before = { (moment: NIODeadline) -> Int in
      let past = (moment - first).nanoseconds
      return past <= 0 ? 0 : Int((past + Self.turn.nanoseconds - 1) / Self.turn.nanoseconds)
    }
    return max(before(range.upperBound) - max(before(range.lowerBound), firstTurn), 0)
  }

  /// How many frames may have been sent at this moment, counted from the one in this turn.
  package func nominal(slot: Int, firstTurn: Int, at now: NIODeadline) -> Int {
    let first = due(slot: slot, turn: firstTurn)
    return now < first ? 0 : Int((now - first).nanoseconds / Self.turn.nanoseconds) + 1
  }
}
