import Synchronization

/// Counts what generators do, from any thread.
final class Tries: Sendable {
  private let count = Atomic(0)

  var sum: Int { count.load(ordering: .relaxed) }

  func add(_ number: Int) { count.wrappingAdd(number, ordering: .relaxed) }

  func add<Value>(_ number: Int, returning value: Value) -> Value {
    add(number)
    return value
  }
}
