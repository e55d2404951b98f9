internal import Synchronization

/// A lock of a simulated world: asking for it is a place where others may have their turn, and a deadlock tells who holds
/// it. First come, first served; not to be taken twice by one task, and given back by the task that took it.
public final class WorldLock: Sendable {
  private typealias Holder = (task: Int, name: String)

  private struct State {
    var holder: Holder?
    var queue: [(number: Int, holder: Holder)] = []
  }

  /// What it is called in stories.
  public let name: String
  private let world: SimulatedWorld
  private let what: String
  private let state = Mutex(State())

  init(_ name: String, _ world: SimulatedWorld) {
    self.name = name
    self.world = world
    what = "lock \(name)"
  }

  /// Waits until the lock is free and takes it.
  /// - Throws: `CancellationError` when the task is cancelled while it waits.
  public func acquire() async throws {
    await world.pause(at: what)
    let caller = world.caller
    if take(caller) { return }
    let wait = TaskRecord.Wait(what: what) { [self] in
      what + (state.withLock { $0.holder }.map { ", held by \($0.name)" } ?? "")
    }
    try await world.wait(wait) { [self] number in
      state.withLock { state in
        if state.holder == nil {
          state.holder = caller
          return true
        }
        state.queue.append((number, caller))
        return false
      }
    }
  }

  private func take(_ caller: Holder) -> Bool {
    state.withLock { state in
      guard state.holder == nil else { return false }
      state.holder = caller
      return true
    }
  }

  /// Gives the lock to the one who has waited longest, or sets it free.
  /// Called by a task that does not hold it, it ends the run with ``WorldMisuse``.
  public func release() {
    let (task, name) = world.caller
    let holder = state.withLock { $0.holder }
    if holder?.task != task {
      let reason = holder.map { "\($0.name) holds it" } ?? "nobody holds it"
      world.executor.isMisused("\(name) gave back \(what), but \(reason)")
    }
    while let next = nextInQueue(), !world.wake(next) {}
  }

  /// Runs `body` while holding the lock.
  /// - Throws: What `body` throws, or `CancellationError` when the task is cancelled while it waits.
  public func hold<Outcome: Sendable>(_ body: @Sendable () async throws -> Outcome) async throws -> Outcome {
    try await acquire()
    defer { release() }
    return try await body()
  }

  private func nextInQueue() -> Int? {
    state.withLock { state in
      guard !state.queue.isEmpty else {
        state.holder = nil
        return nil
      }
      let next = state.queue.removeFirst()
      state.holder = next.holder
      return next.number
    }
  }
}
