internal import Synchronization

extension SimulatedWorld {
  /// Steps between two looks at whether the caller was cancelled.
  private static let stepsBetweenLooks = 256
  /// Turns given to other threads before a wait for named things counts as a deadlock.
  private static let foreignYields = 8

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
      let (stranger, ended, steps) = executor.dispatcher.withLock { ($0.stranger, $0.bodyHasEnded, $0.steps) }
      if let stranger { return .failed(LeftScheduler(task: name(of: stranger))) }
      if ended { return .ended }
      if steps >= limits.maximumSteps { return .failed(Livelock(steps: steps)) }
      look -= 1
      if look == 0 {
        if Task.isCancelled { return .failed(CancellationError()) }
        look = Self.stepsBetweenLooks
      }
      if executor.step() { continue }
      guard clock.moveToNextDeadline() else { return .starved }
      executor.dispatcher.withLock { $0.rests() }
    }
  }

  /// Gives other threads a bounded chance to bring a job: a long one when nobody is known to wait for anything in here.
  private func hasForeignWork() async -> Bool {
    for _ in 0..<Self.foreignYields {
      await Task.yield()
      if executor.dispatcher.withLock({ $0.hasReady || $0.stranger != nil }) { return true }
    }
    guard waiters.withLock({ $0.isEmpty }) else { return false }
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
  func close() {
    executor.dispatcher.withLock {
      $0.phase = .closing
      $0.thread = CurrentThread.id
    }
    cancelAll()
    abandonWaiters()
    clock.abandonSleepers()
    var steps = 0
    while steps < limits.maximumClosingSteps, executor.step() { steps += 1 }
    let isEmpty = executor.dispatcher.withLock { dispatcher in
      dispatcher.phase = .closed
      dispatcher.thread = CurrentThread.none
      return dispatcher.tasks.allSatisfy { $0.hasEnded || !$0.isFollowed }
    }
    // Tasks that never end may be resumed from elsewhere at any time, so their executor must stay.
    if !isEmpty { _ = Unmanaged.passRetained(self) }
  }
}
