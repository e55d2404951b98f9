import Synchronization

/// Counts from several tasks.
final class Tally: Sendable {
  private let count = Mutex(0)

  /// How often `next` was called.
  var total: Int { count.withLock { $0 } }

  /// Counts one more: 1 the first time.
  @discardableResult func next() -> Int {
    count.withLock { count in
      count += 1
      return count
    }
  }
}

/// Carries a value out of a body that isn't supposed to give it away.
final class Leak<Value: Sendable>: Sendable {
  private let kept = Mutex<[Value]>([])

  /// What was put in, in order.
  var values: [Value] { kept.withLock { $0 } }

  func put(_ value: Value) { kept.withLock { $0.append(value) } }
}
