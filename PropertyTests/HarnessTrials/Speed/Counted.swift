import Synchronization

/// A sum that several threads add to.
final class Counted: Sendable {
  private let sum = Atomic(0)

  var value: Int { sum.load(ordering: .relaxed) }

  func add(_ number: Int) { sum.wrappingAdd(number, ordering: .relaxed) }
}
