internal import Synchronization

extension SimulatedWorld {
  /// A lock, free at first.
  public func lock(_ name: String) -> WorldLock { WorldLock(name, self) }

  /// A gate, closed at first.
  public func gate(_ name: String) -> WorldGate { WorldGate(name, self) }

  /// A mailbox, empty at first, with room for `capacity` (1 or more) letters.
  public func mailbox<Letter: Sendable>(
    _ name: String, of letter: Letter.Type, capacity: Int = 1_000
  ) -> WorldMailbox<Letter> {
    WorldMailbox(name, capacity, self)
  }

  /// The task that calls: its number and what it is called.
  var caller: (task: Int, name: String) {
    let task = executor.asCaller { $0.running }
    return (task, name(of: task))
  }
}
