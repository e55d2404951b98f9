import Synchronization

/// What happened, in order, from any thread; a test can wait until enough of it has.
final class Log<Entry: Sendable>: Sendable {
  private struct Waiter {
    let id: Int
    let isEnough: @Sendable ([Entry]) -> Bool
    let continuation: CheckedContinuation<[Entry], Never>
  }

  private struct State {
    var entries: [Entry] = []
    var waiters: [Waiter] = []
    var lastID = 0
  }

  private let state = Mutex(State())

  var entries: [Entry] { state.withLock { $0.entries } }

  func append(_ entry: Entry) {
    let ready = state.withLock { state in
      state.entries.append(entry)
      let entries = state.entries
      let ready = state.waiters.filter { $0.isEnough(entries) }
      state.waiters.removeAll { $0.isEnough(entries) }
      return ready.map { ($0.continuation, entries) }
    }
    for (continuation, entries) in ready { continuation.resume(returning: entries) }
  }

  /// The entries once they are enough. A cancelled wait (the time limit) returns what there is.
  func entries(until isEnough: @escaping @Sendable ([Entry]) -> Bool) async -> [Entry] {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let enough: [Entry]? = state.withLock { state in
          if isEnough(state.entries) || Task.isCancelled { return state.entries }
          state.waiters.append(Waiter(id: id, isEnough: isEnough, continuation: continuation))
          return nil
        }
        if let enough { continuation.resume(returning: enough) }
      }
    } onCancel: {
      let given = state.withLock { state in
        let waiters = state.waiters.filter { $0.id == id }
        state.waiters.removeAll { $0.id == id }
        return waiters.map { ($0.continuation, state.entries) }
      }
      for (continuation, entries) in given { continuation.resume(returning: entries) }
    }
  }
}
