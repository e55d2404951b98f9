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
    dispatcher.withLock { dispatcher in
      // A task that goes elsewhere is no longer current; whoever makes another ready is. Asked only where it matters.
      let isHop = (identity == JobIdentity.none || dispatcher.runsHop) && withUnsafeCurrentTask { $0 == nil }
      dispatcher.enqueue(job, of: identity, for: actor, from: thread, isHop: isHop)
    }
  }

  /// Changes the state of the run in the name of the task that calls.
  func asCaller<Outcome: Sendable>(_ body: (inout Dispatcher) -> Outcome) -> Outcome {
    let thread = CurrentThread.id
    return dispatcher.withLock { dispatcher in
      if dispatcher.runsHop, dispatcher.thread == thread { dispatcher.found(JobIdentity.ofCurrentTask) }
      dispatcher.touched(from: thread)
      return body(&dispatcher)
    }
  }

  /// Suspends the caller until its turn comes again: a step of the run.
  nonisolated(nonsending) func pause(at label: String?) async {
    let name = Task.name
    asCaller { if let name { $0.names(name) } }
    // Unsafe only in that nobody checks that it is resumed once: the dispatcher takes it out of its list to do so.
    await withUnsafeContinuation { continuation in
      let isOver = dispatcher.withLock { !$0.pause(continuation, at: label) }
      if isOver { continuation.resume() }
    }
  }

  /// Notes that something was asked of the world; from another thread it is a breach of the rules.
  /// - Returns: Whether the run still goes on.
  @discardableResult
  func touch() -> Bool { asCaller { $0.phase == .running } }

  func isMisused(_ text: String) { asCaller { $0.isMisused(WorldMisuse(text)) } }

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
