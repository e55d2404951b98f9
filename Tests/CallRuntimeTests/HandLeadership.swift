import MemoryStore
import Synchronization
import VoiceCore

/// Leadership that may be lost and may not be found out, as the test says: a server keeps it, which may start anew.
final class HandLeadership: Leadership {
  private struct State {
    var failure: StoreFailure?
    var held: [LeaderName: AsyncStream<Void>.Continuation] = [:]
    var attempts = 0
  }

  private let inner: any Leadership
  private let state = Mutex(State())

  init(_ inner: any Leadership = ProcessLeadership()) { self.inner = inner }

  /// How often somebody wanted to lead.
  var attempts: Int { state.withLock { $0.attempts } }

  func fail(_ failure: StoreFailure?) { state.withLock { $0.failure = failure } }

  /// Whoever leads under this name leads no longer.
  func lose(_ name: LeaderName) { state.withLock { $0.held.removeValue(forKey: name) }?.finish() }

  func lead(as name: LeaderName, _ body: @escaping @Sendable () async -> Void) async throws(StoreFailure) -> Bool {
    let failure = state.withLock { state in
      state.attempts += 1
      return state.failure
    }
    if let failure { throw failure }
    return try await inner.lead(as: name) { [self] in
      let (end, lose) = AsyncStream.makeStream(of: Void.self)
      state.withLock { $0.held[name] = lose }
      await withTaskGroup(of: Void.self) { group in
        group.addTask { await body() }
        group.addTask { for await _ in end {} }
        await group.next()
        group.cancelAll()
      }
      state.withLock { _ = $0.held.removeValue(forKey: name) }
    }
  }
}
