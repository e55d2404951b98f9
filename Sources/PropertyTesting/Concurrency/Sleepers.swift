/// Who sleeps until when.
struct Sleepers {
  typealias Waking = CheckedContinuation<Void, any Error>

  struct Sleeper {
    let deadline: ManualClock.Instant
    let number: Int

    func isDueBefore(_ other: Sleeper) -> Bool { (deadline, number) < (other.deadline, other.number) }
  }

  private(set) var now = ManualClock.Instant()
  private var heap: [Sleeper] = []
  // Both are only ever asked for one sleeper, or emptied by the heap's order.
  private var asleep: [Int: Waking] = [:]
  private var cancelled: Set<Int> = []
  private var made = 0

  /// A sleeper for `deadline`, or `nil` when that has passed.
  mutating func begin(_ deadline: ManualClock.Instant) -> Sleeper? {
    guard deadline > now else { return nil }
    made += 1
    return Sleeper(deadline: deadline, number: made)
  }

  /// - Returns: How the sleep ended before it began, if it did.
  mutating func lieDown(_ sleeper: Sleeper, _ waking: Waking) -> Result<Void, any Error>? {
    if cancelled.remove(sleeper.number) != nil { return .failure(CancellationError()) }
    if sleeper.deadline <= now { return .success(()) }
    asleep[sleeper.number] = waking
    push(sleeper)
    return nil
  }

  mutating func cancel(_ sleeper: Sleeper) -> Waking? {
    if let waking = asleep.removeValue(forKey: sleeper.number) { return waking }
    if sleeper.deadline > now { cancelled.insert(sleeper.number) }
    return nil
  }

  var nextDeadline: ManualClock.Instant? {
    mutating get {
      while let first = heap.first, asleep[first.number] == nil { pop() }
      return heap.first?.deadline
    }
  }

  mutating func move(to instant: ManualClock.Instant) -> [Waking] {
    now = max(now, instant)
    var woken: [Waking] = []
    while let first = heap.first, first.deadline <= now {
      pop()
      if let waking = asleep.removeValue(forKey: first.number) { woken.append(waking) }
    }
    return woken
  }

  mutating func removeAll() -> [Waking] {
    var all: [Waking] = []
    while let first = heap.first {
      pop()
      if let waking = asleep.removeValue(forKey: first.number) { all.append(waking) }
    }
    return all
  }

  private mutating func push(_ sleeper: Sleeper) {
    heap.append(sleeper)
    var place = heap.count - 1
    while place > 0, heap[place].isDueBefore(heap[(place - 1) / 2]) {
      heap.swapAt(place, (place - 1) / 2)
      place = (place - 1) / 2
    }
  }

  private mutating func pop() {
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var place = 0
    while true {
      var least = place
      for child in [2 * place + 1, 2 * place + 2] where child < heap.count && heap[child].isDueBefore(heap[least]) {
        least = child
      }
      if least == place { return }
      heap.swapAt(place, least)
      place = least
    }
  }
}
