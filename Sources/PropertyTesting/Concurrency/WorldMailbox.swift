internal import Synchronization

/// A mailbox of a simulated world: letters come out in the order in which they went in. Full, it keeps senders waiting.
public final class WorldMailbox<Letter: Sendable>: Sendable {
  private struct State {
    var letters: [Letter] = []
    var receivers: [Int] = []
    var senders: [Int] = []
  }

  /// What it is called in stories.
  public let name: String
  /// Letters that fit in.
  public let capacity: Int
  private let world: SimulatedWorld
  private let state = Mutex(State())

  init(_ name: String, _ capacity: Int, _ world: SimulatedWorld) {
    precondition(capacity > 0, "a mailbox has room for a letter")
    self.name = name
    self.capacity = capacity
    self.world = world
  }

  /// Puts a letter in, waiting while the box is full.
  /// - Throws: `CancellationError` when the task is cancelled while it waits.
  public func send(_ letter: Letter) async throws {
    let what = "room in mailbox \(name)"
    await world.pause(at: what)
    while true {
      let outcome = state.withLock { state -> (isIn: Bool, receiver: [Int]) in
        guard state.letters.count < capacity else { return (false, []) }
        state.letters.append(letter)
        defer { state.receivers = [] }
        return (true, state.receivers)
      }
      for receiver in outcome.receiver { world.wake(receiver) }
      if outcome.isIn { return }
      try await world.wait(TaskRecord.Wait(what: what) { what }) { [self] number in
        state.withLock { state in
          guard state.letters.count >= capacity else { return true }
          state.senders.append(number)
          return false
        }
      }
    }
  }

  /// Takes the oldest letter out, waiting while there is none.
  /// - Throws: `CancellationError` when the task is cancelled while it waits.
  public func receive() async throws -> Letter {
    let what = "a letter in mailbox \(name)"
    await world.pause(at: what)
    while true {
      let outcome = state.withLock { state -> (letter: Letter?, senders: [Int]) in
        guard !state.letters.isEmpty else { return (nil, []) }
        defer { state.senders = [] }
        return (state.letters.removeFirst(), state.senders)
      }
      for sender in outcome.senders { world.wake(sender) }
      if let letter = outcome.letter { return letter }
      try await world.wait(TaskRecord.Wait(what: what) { what }) { [self] number in
        state.withLock { state in
          guard state.letters.isEmpty else { return true }
          state.receivers.append(number)
          return false
        }
      }
    }
  }
}
