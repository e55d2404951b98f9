/// Some of the code runs on threads that the schedule doesn't rule, so that nothing about the run could be replayed.
public struct LeftScheduler: Error, Equatable, Sendable, CustomStringConvertible {
  /// The task that was resumed from another thread, or that ran when another thread used the world.
  public let task: String

  public var description: String {
    """
    this code left the scheduler: \(task) was resumed from another thread, or the world was used from one
      a bare Task {}, Task.detached, Task.sleep and other real clocks, Dispatch and NIO run outside of the schedule;
      use world.spawn, a task group, async let, Task(executorPreference: world.executor) and world.clock
    """
  }
}
