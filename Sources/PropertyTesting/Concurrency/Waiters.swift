/// Who waits for things with names, to be woken by them, by cancellation, or by the end of the run.
struct Waiters {
  typealias Waking = CheckedContinuation<Void, any Error>

  // Only ever asked for one, or emptied in order of number.
  private var waiting: [Int: Waking] = [:]
  private var cancelled: Set<Int> = []
  private var made = 0

  mutating func begin() -> Int {
    made += 1
    return made
  }

  /// - Returns: Whether it waits; otherwise it was cancelled before.
  mutating func add(_ number: Int, _ waking: Waking) -> Bool {
    if cancelled.remove(number) != nil { return false }
    waiting[number] = waking
    return true
  }

  mutating func remove(_ number: Int) -> Waking? { waiting.removeValue(forKey: number) }

  mutating func cancel(_ number: Int) -> Waking? {
    if let waking = waiting.removeValue(forKey: number) { return waking }
    cancelled.insert(number)
    return nil
  }

  mutating func forget(_ number: Int) { cancelled.remove(number) }

  mutating func removeAll() -> [Waking] {
    let numbers = waiting.keys.sorted()
    return numbers.compactMap { waiting.removeValue(forKey: $0) }
  }

  var isEmpty: Bool { waiting.isEmpty }
}
