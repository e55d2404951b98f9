internal import Synchronization

/// Runs the jobs of a simulated run, one at a time, on the thread of the run: the preference for
/// `Task(executorPreference:)`. Actors without an executor of their own follow the preference of the calling task.
public final class SimulationExecutor: TaskExecutor {
  let dispatcher: Mutex<Dispatcher>

  init(_ schedule: Schedule, longestTurn: Int) {
    dispatcher = Mutex(Dispatcher(schedule, longestTurn: longestTurn))
  }

  /// Called by the runtime when a job becomes ready.
  public func enqueue(_ job: consuming ExecutorJob) { enqueue(UnownedJob(job), for: nil) }

  func enqueue(_ job: UnownedJob, for actor: UnownedSerialExecutor?) {
    let identity = JobIdentity.task(of: job)
    let thread = CurrentThread.id
    dispatcher.withLock { $0.enqueue(job, of: identity, for: actor, from: thread) }
  }

  /// Notes that something was asked of the world; from another thread it is a breach of the rules.
  /// - Returns: Whether the run still goes on.
  @discardableResult
  func touch() -> Bool {
    let thread = CurrentThread.id
    return dispatcher.withLock {
      $0.touched(from: thread)
      return $0.phase == .running
    }
  }

  func claimThread(_ thread: UInt) { dispatcher.withLock { $0.thread = thread } }

  /// Runs one job.
  /// - Returns: Whether there was one.
  func step() -> Bool {
    guard let entry = dispatcher.withLock({ $0.next() }) else { return false }
    if let actor = entry.actor {
      entry.job.runSynchronously(isolatedTo: actor, taskExecutor: asUnownedTaskExecutor())
    } else {
      entry.job.runSynchronously(on: asUnownedTaskExecutor())
    }
    while let paused = dispatcher.withLock({ $0.takePausing() }) { paused.resume() }
    return true
  }
}
