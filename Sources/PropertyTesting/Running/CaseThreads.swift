import Dispatch
import Synchronization

/// Threads for a run's cases. A body that never suspends holds up one of these, and none of the threads that everybody
/// else's tasks share, so that the caller of the run can still be told.
final class CaseThreads: TaskExecutor {
  private struct State {
    var jobs: [UnownedJob] = []
    var idle = 0
    var threads = 0
    var isClosed = false
  }

  private let most: Int
  private let state = Mutex(State())
  private let work = DispatchSemaphore(value: 0)

  /// At most `most` threads, begun when they are needed.
  init(most: Int) { self.most = most }

  func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    let begins = state.withLock { state in
      state.jobs.append(job)
      if state.idle > 0 {
        state.idle -= 1
        work.signal()
        return false
      }
      guard state.threads < most else { return false }
      state.threads += 1
      return true
    }
    // A serial queue of its own brings a thread of its own.
    if begins { DispatchQueue(label: "property cases").async { self.serve() } }
  }

  /// Lets the threads end when nothing is left to do.
  func close() {
    state.withLock { state in
      state.isClosed = true
      for _ in 0..<state.idle { work.signal() }
      state.idle = 0
    }
  }

  private func serve() {
    enum Step { case run(UnownedJob), wait, end }
    while true {
      let step: Step = state.withLock { state in
        if !state.jobs.isEmpty { return .run(state.jobs.removeFirst()) }
        if state.isClosed {
          state.threads -= 1
          return .end
        }
        state.idle += 1
        return .wait
      }
      switch step {
      case .run(let job): job.runSynchronously(on: asUnownedTaskExecutor())
      case .wait: work.wait()
      case .end: return
      }
    }
  }
}
