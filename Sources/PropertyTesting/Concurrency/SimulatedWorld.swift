internal import Synchronization

/// What a simulated body lives in: tasks, time and things to wait for, all under one schedule.
///
/// The rules for the code under test: structured concurrency, ``spawn(_:_:)`` or `Task(executorPreference:)`; time from
/// ``clock``; no Dispatch and no NIO. Breaking them ends the run with ``LeftScheduler``.
public final class SimulatedWorld: Sendable {
  /// The world's time.
  public let clock: ManualClock
  /// Runs the world's jobs: the preference for tasks made without ``spawn(_:_:)``.
  public let executor: SimulationExecutor
  /// Runs the world's jobs for actors that take it as their executor.
  public let actorExecutor: SimulationActorExecutor

  let limits: SimulationLimits
  let waiters = Mutex(Waiters())
  private let cancellations = Mutex<[@Sendable () -> Void]>([])

  init(_ schedule: Schedule, _ limits: SimulationLimits) {
    let executor = SimulationExecutor(schedule, longestTurn: limits.longestTurn)
    self.executor = executor
    self.limits = limits
    actorExecutor = SimulationActorExecutor(executor)
    clock = ManualClock(executor)
  }

  /// Starts a task under the schedule. When the body has ended, tasks that haven't are cancelled.
  /// - Parameter name: What the task is called in stories and deadlocks.
  @discardableResult
  public func spawn<Success: Sendable>(
    _ name: String, _ operation: @escaping @Sendable () async throws -> Success
  ) -> SpawnedTask<Success> {
    executor.touch()
    executor.dispatcher.withLock { $0.nameOfNext = name }
    let task = Task(name: name, executorPreference: executor) { [executor] in
      defer { executor.dispatcher.withLock { $0.ends() } }
      return try await operation()
    }
    cancellations.withLock { $0.append { task.cancel() } }
    return SpawnedTask(name: name, world: self, task: task)
  }

  /// A place where another task may have its turn. A call that nobody has to wait for is none.
  nonisolated(nonsending) public func yield() async { await pause(nil) }

  /// A place where another task may have its turn, with a label for the story.
  nonisolated(nonsending) public func pause(at label: String) async { await pause(label) }

  private nonisolated(nonsending) func pause(_ label: String?) async {
    noteName()
    // Unsafe only in that nobody checks that it is resumed once: the dispatcher takes it out of its list to do so.
    await withUnsafeContinuation { continuation in
      let isOver = executor.dispatcher.withLock { !$0.pause(continuation, at: label) }
      if isOver { continuation.resume() }
    }
  }

  /// What has happened so far, for comparing runs.
  public var trace: SimulationTrace { executor.dispatcher.withLock { SimulationTrace($0) } }

  func noteName() {
    executor.touch()
    let name = Task.name
    if let name { executor.dispatcher.withLock { $0.names(name) } }
  }

  func cancelAll() {
    for cancel in cancellations.withLock({ $0 }) { cancel() }
  }
}
