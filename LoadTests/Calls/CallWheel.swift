package import NIOCore

/// Whose turn comes every 20 ms.
package protocol TurnTaker: AnyObject {
  /// The turn with this number is due; `due` may be long past when the generator is late.
  func takeTurn(_ turn: Int, due: NIODeadline)
}

/// One timer that gives every call its turn at its absolute time. Confined to its event loop.
///
/// Late, it makes up for every turn it missed, at once and in order: turns are never dropped and never early.
package final class CallWheel {
  package let schedule: FrameSchedule
  private let loop: any EventLoop
  private var slots: [[any TurnTaker]]
  /// Slots since the start that had their turn.
  private var done = 0
  private var timer: Scheduled<Void>?
  private var isStopped = false

  /// A wheel that turns from the schedule's start on, once `start` is called.
  package init(_ schedule: FrameSchedule, on loop: any EventLoop) {
    self.schedule = schedule
    self.loop = loop
    slots = Array(repeating: [], count: schedule.slots)
  }

  /// Begins to turn.
  package func start() { arm() }

  /// Adds a call to its slot.
  /// - Returns: the first turn that it gets.
  package func add(_ taker: any TurnTaker, call: Int) -> Int {
    let slot = schedule.slot(of: call)
    slots[slot].append(taker)
    return done / schedule.slots + (slot < done % schedule.slots ? 1 : 0)
  }

  /// Takes a call out.
  package func remove(_ taker: any TurnTaker, call: Int) {
    slots[schedule.slot(of: call)].removeAll { $0 === taker }
  }

  /// No turn comes any more.
  package func stop() {
    isStopped = true
    timer?.cancel()
    timer = nil
    slots = Array(repeating: [], count: schedule.slots)
  }

  private func advance() {
    // Read once: what falls due meanwhile comes after the sockets had their turn.
    let now = loop.now
    while !isStopped {
      let (turn, slot) = done.quotientAndRemainder(dividingBy: schedule.slots)
      let due = schedule.due(slot: slot, turn: turn)
      guard due <= now else { break }
      done += 1
      for taker in slots[slot] { taker.takeTurn(turn, due: due) }
    }
    arm()
  }

  private func arm() {
    guard !isStopped else { return }
    let (turn, slot) = done.quotientAndRemainder(dividingBy: schedule.slots)
    timer = loop.assumeIsolated().scheduleTask(deadline: schedule.due(slot: slot, turn: turn)) { [weak self] in
      self?.advance()
    }
  }
}
