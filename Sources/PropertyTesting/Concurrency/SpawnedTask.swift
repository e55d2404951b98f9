internal import Synchronization

/// A task that a world has started.
public struct SpawnedTask<Success: Sendable>: Sendable {
  /// What it is called in stories.
  public let name: String
  let world: SimulatedWorld
  let task: Task<Success, any Error>

  /// What it returns, once it has ended.
  /// - Throws: What it throws.
  public var value: Success {
    get async throws {
      let waiting = world.executor.asCaller { dispatcher in
        let name = name
        let wait = TaskRecord.Wait(what: "\(name) to end") { "\(name) to end" }
        dispatcher.setWait(wait, of: dispatcher.running)
        return dispatcher.running
      }
      defer { world.executor.dispatcher.withLock { $0.setWait(nil, of: waiting) } }
      return try await task.value
    }
  }

  /// Asks it to end.
  public func cancel() { task.cancel() }
}
