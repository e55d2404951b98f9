import Synchronization

/// Remembers what a body was given, in order.
final class Seen<Value: Sendable>: Sendable {
  private let list = Mutex<[Value]>([])
  var values: [Value] { list.withLock { $0 } }

  /// How many there were before.
  @discardableResult
  func add(_ value: Value) -> Int {
    list.withLock {
      $0.append(value)
      return $0.count - 1
    }
  }
}
