internal import Synchronization

extension SimulatedWorld {
  /// Suspends the task until `wake` is called with the number that `unless` was given.
  /// - Parameters:
  ///   - wait: What it waits for.
  ///   - unless: Takes the number into the thing's own queue, or says that there is nothing to wait for.
  /// - Throws: `CancellationError` when the task is cancelled or the run is over.
  func wait(_ wait: TaskRecord.Wait, unless: @Sendable (Int) -> Bool) async throws {
    guard executor.touch() else { throw CancellationError() }
    let number = waiters.withLock { $0.begin() }
    let task = executor.asCaller { dispatcher in
      dispatcher.setWait(wait, of: dispatcher.running)
      return dispatcher.running
    }
    defer {
      waiters.withLock { $0.forget(number) }
      executor.dispatcher.withLock { $0.setWait(nil, of: task) }
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        guard waiters.withLock({ $0.add(number, continuation) }) else {
          continuation.resume(throwing: CancellationError())
          return
        }
        if unless(number) { wake(number) }
      }
    } onCancel: {
      waiters.withLock { $0.cancel(number) }?.resume(throwing: CancellationError())
    }
  }

  /// - Returns: Whether it was still waiting.
  @discardableResult
  func wake(_ number: Int) -> Bool {
    guard let waking = waiters.withLock({ $0.remove(number) }) else { return false }
    waking.resume()
    return true
  }

  func abandonWaiters() {
    for waiter in waiters.withLock({ $0.removeAll() }) { waiter.resume(throwing: CancellationError()) }
  }
}
