/// The executor for actors of a simulated world that should be on it whoever calls them: their `unownedExecutor`.
///
/// It is another one than ``SimulationExecutor``, so that a job says whether it runs for an actor; on both, jobs run one at
/// a time, on the thread of the run, as the schedule says.
public final class SimulationActorExecutor: SerialExecutor {
  private let executor: SimulationExecutor

  init(_ executor: SimulationExecutor) { self.executor = executor }

  /// Called by the runtime when a job becomes ready.
  public func enqueue(_ job: consuming ExecutorJob) {
    executor.enqueue(UnownedJob(job), for: asUnownedSerialExecutor())
  }
}
