internal import Dispatch
internal import Synchronization

/// A few threads of their own for work that is slow on purpose, with a bound on how much of it may be under way.
///
/// Confined to Dispatch, so that neither an event loop nor a cooperative thread ever waits for a hash.
final class HashingThreads: Sendable {
  private let queues: [DispatchQueue]
  private let maximumUnderWay: Int
  private let state = Mutex((underWay: 0, next: 0))

  /// That many threads, and so many more pieces of work that wait for one.
  init(threads: Int, waiting: Int) {
    queues = (0..<max(1, threads)).map { DispatchQueue(label: "voicecore.hashing.\($0)", qos: .utility) }
    maximumUnderWay = max(1, threads) + max(0, waiting)
  }

  /// Runs a piece of work and returns what it made; `nil`, without running it, when too much is under way already.
  func run<Outcome: Sendable>(_ work: @escaping @Sendable () -> Outcome) async -> Outcome? {
    guard let queue = admit() else { return nil }
    return await withCheckedContinuation { continuation in
      queue.async {
        let outcome = work()
        self.state.withLock { $0.underWay -= 1 }
        continuation.resume(returning: outcome)
      }
    }
  }

  private func admit() -> DispatchQueue? {
    state.withLock { state in
      guard state.underWay < maximumUnderWay else { return nil }
      state.underWay += 1
      state.next = (state.next + 1) % queues.count
      return queues[state.next]
    }
  }
}
