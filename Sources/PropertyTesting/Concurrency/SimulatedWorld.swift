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
  static let left = Mutex(0)

  /// Worlds of this process that had to be kept when their run was over, with the memory of the tasks in them: a task had
  /// not ended that heeds no cancellation, or waits where the world can't end its wait. The story of a failure names them.
  public static var leftBehind: Int { left.withLock { $0 } }

  init(_ schedule: Schedule, _ limits: SimulationLimits) {
    let executor = SimulationExecutor(schedule, longestTurn: limits.longestTurn)
    self.executor = executor
    self.limits = limits
    actorExecutor = SimulationActorExecutor(executor)
    clock = ManualClock(executor, horizon: ManualClock.Instant(limits.horizon))
  }

  /// Starts a task under the schedule. When the body has ended, tasks that haven't are cancelled.
  /// - Parameter name: What the task is called in stories and deadlocks.
  /// - Returns: The task. Spawned when the run is over, it does nothing but throw ``WorldMisuse``.
  @discardableResult
  public func spawn<Success: Sendable>(
    _ name: String, _ operation: @escaping @Sendable () async throws -> Success
  ) -> SpawnedTask<Success> {
    let number = executor.asCaller { $0.phase == .closed ? nil : $0.expect(name) }
    guard let number else {
      let misuse = WorldMisuse("\(name) was spawned when the run was over")
      return SpawnedTask(name: name, world: self, task: Task { throw misuse })
    }
    let task = Task(name: name, executorPreference: executor) { [executor] in
      defer { executor.dispatcher.withLock { $0.ends(number) } }
      return try await operation()
    }
    cancellations.withLock { $0.append { task.cancel() } }
    return SpawnedTask(name: name, world: self, task: task)
  }

  /// A place where another task may have its turn. A call that nobody has to wait for is none.
  nonisolated(nonsending) public func yield() async { await executor.pause(at: nil) }

  /// A place where another task may have its turn, with a label for the story.
  nonisolated(nonsending) public func pause(at label: String) async { await executor.pause(at: label) }

  /// What has happened so far, for comparing runs.
  public var trace: SimulationTrace { executor.dispatcher.withLock { SimulationTrace($0) } }

  func cancelAll() {
    for cancel in cancellations.withLock({ $0 }) { cancel() }
  }
}
