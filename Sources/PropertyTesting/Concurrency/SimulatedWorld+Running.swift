internal import Synchronization

extension SimulatedWorld {
  /// Steps between two looks at whether the caller was cancelled.
  private static let stepsBetweenLooks = 256
  /// Names told of tasks that were left behind.
  private static let namesTold = 8

  private enum Stop {
    case ended
    case starved
    case failed(any Error)
  }

  /// Runs `body` to its end.
  /// - Returns: Why it could not be run to its end, if so.
  func run(_ body: @escaping @Sendable () async -> Void) async -> (any Error)? {
    executor.claimThread(CurrentThread.id)
    spawn("body") { [executor] in
      await body()
      executor.dispatcher.withLock { $0.bodyHasEnded = true }
    }
    if let failure = JobIdentity.failure(executor.dispatcher.withLock { $0.oldestJob }) { return failure }
    while true {
      switch drive() {
      case .ended: return nil
      case .failed(let error): return error
      case .starved:
        guard await hasForeignWork() else { return Task.isCancelled ? CancellationError() : deadlock }
      }
    }
  }

  /// Runs jobs, and moves time when there are none, until neither helps.
  private func drive() -> Stop {
    executor.claimThread(CurrentThread.id)
    defer { executor.claimThread(CurrentThread.none) }
    var look = Self.stepsBetweenLooks
    while true {
      let (stranger, ended, steps, isMisused) = executor.dispatcher.withLock {
        ($0.stranger, $0.bodyHasEnded, $0.steps, $0.misuse != nil)
      }
      if let stranger { return .failed(LeftScheduler(task: name(of: stranger))) }
      if isMisused, let misuse = executor.dispatcher.withLock({ $0.misuse }) { return .failed(misuse) }
      if ended { return .ended }
      if steps >= limits.maximumSteps { return .failed(Livelock(steps: steps)) }
      look -= 1
      if look == 0 {
        if Task.isCancelled { return .failed(CancellationError()) }
        look = Self.stepsBetweenLooks
      }
      if executor.step() { continue }
      guard clock.moveToNextDeadline(until: ManualClock.Instant(limits.horizon)) else { return .starved }
      executor.dispatcher.withLock { $0.rests() }
    }
  }

  /// Gives other threads a bounded chance to bring a job, unless all wait for things in here: which of the two it is
  /// depends on the run alone, so that a deadlock is one on a busy machine too.
  private func hasForeignWork() async -> Bool {
    guard executor.dispatcher.withLock({ $0.mayWaitOutside }) else { return false }
    for _ in 0..<limits.foreignMilliseconds {
      // On the real clock, as it is the real threads that are waited for; cancelled, it returns at once.
      try? await Task.sleep(for: .milliseconds(1))
      if executor.dispatcher.withLock({ $0.hasReady || $0.stranger != nil }) { return true }
      if Task.isCancelled { return false }
    }
    return false
  }

  // The dispatcher is copied out: words are made without the lock, as what is waited for asks for names.
  private var copy: Dispatcher { executor.dispatcher.withLock { $0 } }

  private var deadlock: Deadlock { Story(copy).deadlock }

  func name(of task: Int) -> String {
    executor.dispatcher.withLock { $0.tasks.indices.contains(task) ? $0.tasks[task].name : nil } ?? "task \(task)"
  }

  var story: String {
    executor.dispatcher.withLock { $0.closeLastTurn() }
    return Story(copy).text
  }

  /// Cancels what hasn't ended and lets it end, as far as it does.
  /// - Returns: A line on those that did not, if any.
  func close() -> String? {
    executor.dispatcher.withLock {
      $0.phase = .closing
      $0.thread = CurrentThread.id
    }
    cancelAll()
    abandonWaiters()
    clock.abandonSleepers()
    var steps = 0
    while steps < limits.maximumClosingSteps, executor.step() { steps += 1 }
    let left = executor.dispatcher.withLock { dispatcher in
      dispatcher.phase = .closed
      dispatcher.thread = CurrentThread.none
      return dispatcher.leftBehind
    }
    if left.isEmpty { return nil }
    // Tasks that never end may be resumed from elsewhere at any time, so their executor must stay.
    _ = Unmanaged.passRetained(self)
    Self.left.withLock { $0 += 1 }
    let names = left.prefix(Self.namesTold).map(name(of:)) + (left.count > Self.namesTold ? ["..."] : [])
    return "  left behind, as cancelling does not end them: " + names.joined(separator: ", ")
  }
}
