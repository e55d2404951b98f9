import Synchronization

/// Values in the order in which they came, from any thread; who wants a certain number waits for it.
final class Log<Entry: Sendable>: Sendable {
  private struct State {
    var entries: [Entry] = []
    var waiters: [(count: Int, continuation: CheckedContinuation<[Entry], Never>)] = []
  }

  private let state = Mutex(State())

  var all: [Entry] { state.withLock { $0.entries } }

  func append(_ entry: Entry) {
    let (served, entries) = state.withLock { state in
      state.entries.append(entry)
      let count = state.entries.count
      let served = state.waiters.filter { $0.count <= count }.map(\.continuation)
      state.waiters.removeAll { $0.count <= count }
      return (served, state.entries)
    }
    for continuation in served { continuation.resume(returning: entries) }
  }

  /// All of them, once there are so many; the suite's time limit bounds the wait.
  func first(_ count: Int) async -> [Entry] {
    await withCheckedContinuation { continuation in
      let entries = state.withLock { state -> [Entry]? in
        if state.entries.count >= count { return state.entries }
        state.waiters.append((count, continuation))
        return nil
      }
      if let entries { continuation.resume(returning: entries) }
    }
  }
}
