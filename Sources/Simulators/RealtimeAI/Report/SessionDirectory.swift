internal import Synchronization

/// All sessions of a simulator: their reports as last published, who waits for one, which are open.
final class SessionDirectory: Sendable {
  private struct Waiter {
    let wants: @Sendable (RealtimeSessionReport) -> Bool
    let continuation: CheckedContinuation<RealtimeSessionReport?, Never>
  }

  private struct State {
    var opened = 0
    var reports: [Int: RealtimeSessionReport] = [:]
    var live = 0
    var waiters: [Int: Waiter] = [:]
    var waiterCount = 0
    var isShutDown = false
  }

  private let state = Mutex(State())
  /// Whether reports are wanted as soon as they change; read for each message.
  private let isWatched = Atomic(false)

  var live: Int { state.withLock { $0.live } }
  var reports: [RealtimeSessionReport] {
    state.withLock { state in state.reports.keys.sorted().compactMap { state.reports[$0] } }
  }
  var hasWaiters: Bool { isWatched.load(ordering: .relaxed) }

  /// The number of the next session.
  func number() -> Int {
    state.withLock { state in
      state.opened += 1
      return state.opened
    }
  }

  func opened(_ report: RealtimeSessionReport) {
    state.withLock { $0.live += 1 }
    publish(report)
  }

  func closed(_ report: RealtimeSessionReport) {
    state.withLock { $0.live -= 1 }
    publish(report)
  }

  func publish(_ report: RealtimeSessionReport) {
    let served = state.withLock { state -> [Waiter] in
      state.reports[report.session] = report
      let keys = state.waiters.keys.sorted().filter { state.waiters[$0]?.wants(report) ?? false }
      return take(keys, &state)
    }
    for waiter in served { waiter.continuation.resume(returning: report) }
  }

  /// The first report that is as wanted, now or later; `nil` after the end or when the task is cancelled.
  func first(where wants: @escaping @Sendable (RealtimeSessionReport) -> Bool) async -> RealtimeSessionReport? {
    let key = state.withLock { state in
      state.waiterCount += 1
      return state.waiterCount
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let (isSettled, report) = state.withLock { state -> (Bool, RealtimeSessionReport?) in
          let report = state.reports.values.filter(wants).min { $0.session < $1.session }
          guard report == nil, !state.isShutDown, !Task.isCancelled else { return (true, report) }
          state.waiters[key] = Waiter(wants: wants, continuation: continuation)
          isWatched.store(true, ordering: .relaxed)
          return (false, nil)
        }
        if isSettled { continuation.resume(returning: report) }
      }
    } onCancel: {
      let cancelled = state.withLock { take([key], &$0) }
      for waiter in cancelled { waiter.continuation.resume(returning: nil) }
    }
  }

  func shutDown() {
    let left = state.withLock { state -> [Waiter] in
      state.isShutDown = true
      return take(state.waiters.keys.sorted(), &state)
    }
    for waiter in left { waiter.continuation.resume(returning: nil) }
  }

  private func take(_ keys: [Int], _ state: inout State) -> [Waiter] {
    let taken = keys.compactMap { state.waiters.removeValue(forKey: $0) }
    isWatched.store(!state.waiters.isEmpty, ordering: .relaxed)
    return taken
  }
}
