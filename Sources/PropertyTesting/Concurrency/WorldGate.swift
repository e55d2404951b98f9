internal import Synchronization

/// A gate of a simulated world: closed until somebody opens it, for all who wait and all who come later.
public final class WorldGate: Sendable {
  private struct State {
    var isOpen = false
    var queue: [Int] = []
  }

  /// What it is called in stories.
  public let name: String
  private let world: SimulatedWorld
  private let what: String
  private let state = Mutex(State())

  init(_ name: String, _ world: SimulatedWorld) {
    self.name = name
    self.world = world
    what = "gate \(name) to open"
  }

  /// Waits until the gate is open.
  /// - Throws: `CancellationError` when the task is cancelled while it waits.
  public func pass() async throws {
    await world.pause(at: what)
    let what = what
    if state.withLock({ $0.isOpen }) { return }
    try await world.wait(TaskRecord.Wait(what: what) { what }) { [self] number in
      state.withLock { state in
        if !state.isOpen { state.queue.append(number) }
        return state.isOpen
      }
    }
  }

  /// Opens the gate, and wakes those who wait in order of their coming.
  public func open() {
    world.executor.touch()
    let waiting = state.withLock { state in
      state.isOpen = true
      defer { state.queue = [] }
      return state.queue
    }
    for number in waiting { world.wake(number) }
  }

  /// Closes the gate for those who come later.
  public func close() {
    world.executor.touch()
    state.withLock { $0.isOpen = false }
  }
}
