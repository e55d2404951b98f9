import Synchronization

/// Who has a connection: the pool, or a task that sends on it without the pool's lock.
struct Sending: ~Copyable {
  private enum Place: UInt8, AtomicRepresentable { case pool, task, interrupted }

  private let place = Atomic(Place.pool)

  /// The pool lends it.
  func begin() { place.store(.task, ordering: .releasing) }

  /// Whether a task has it.
  var isUnderWay: Bool { place.load(ordering: .acquiring) != .pool }

  /// The task gives it back. False: the pool was there meanwhile and must be told.
  func isOver() -> Bool {
    place.compareExchange(expected: .task, desired: .pool, ordering: .acquiringAndReleasing).exchanged
  }

  /// The pool wants it. True: a task has it, and will tell when it is done.
  func isInterrupted() -> Bool {
    guard isUnderWay else { return false }
    return place.compareExchange(expected: .task, desired: .interrupted, ordering: .acquiringAndReleasing).original
      != .pool
  }

  /// The task told that it is done.
  func end() { place.store(.pool, ordering: .releasing) }
}
