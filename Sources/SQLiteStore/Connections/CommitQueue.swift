import GRDB
import RowStore
import Synchronization
import VoiceCore

/// Where units of work wait for the one writer. All that have come while it flushed the last ones share its next flush:
/// each is checked and written in a savepoint of its own and has its own result, and no result is told before the
/// flush.
final class CommitQueue: Sendable {
  private struct Waiting: Sendable {
    let commit: Commit
    let resume: @Sendable (Result<RowCommit, StoreFailure>) -> Void
  }

  private struct State: Sendable {
    var line: [Waiting] = []
    var isWriting = false
    var isClosed = false
  }

  private enum Turn { case refused, waits, writes }

  private let writer: Connection
  private let limits: SQLiteStore.Limits
  private let state = Mutex(State())

  init(on writer: Connection, limits: SQLiteStore.Limits) {
    self.writer = writer
    self.limits = limits
  }

  /// Commits a unit of work; `.done` when it is on the disk.
  func submit(_ commit: Commit) async throws(StoreFailure) -> RowCommit {
    if case .inline(let pause) = writer.turns { await pause() }
    let result = await withCheckedContinuation { result in
      let waiting = Waiting(commit: commit) { result.resume(returning: $0) }
      switch enter(waiting) {
      case .refused: waiting.resume(.failure(.unavailable))
      case .waits: break
      case .writes: writer.perform { [self] db in while let group = nextGroup() { write(group, in: db) } }
      }
    }
    return try result.get()
  }

  /// Refuses what comes from now on; what waits is still written.
  func close() { state.withLock { $0.isClosed = true } }

  private func enter(_ waiting: Waiting) -> Turn {
    state.withLock { state in
      guard !state.isClosed, state.line.count < limits.waitingCommits else { return .refused }
      state.line.append(waiting)
      defer { state.isWriting = true }
      return state.isWriting ? .waits : .writes
    }
  }

  private func nextGroup() -> [Waiting]? {
    state.withLock { state in
      guard !state.line.isEmpty else {
        state.isWriting = false
        return nil
      }
      let group = Array(state.line.prefix(max(1, limits.commitsPerFlush)))
      state.line.removeFirst(group.count)
      return group
    }
  }

  private func write(_ group: [Waiting], in db: Database) {
    var results: [Result<RowCommit, StoreFailure>] = []
    do {
      try db.inTransaction(.immediate) {
        for waiting in group {
          results.append(waiting.commit.written(in: db))
          // Some errors (disk full, I/O) roll back everything, the others' work too.
          guard db.isInsideTransaction else { throw StoreFailure.unavailable }
        }
        return .commit
      }
    } catch {
      // Nothing of the group is there, and what one was told of another's work would be wrong.
      let failure = StoreFailure(sqlite: error)
      results = group.map { _ in .failure(failure) }
    }
    for (waiting, result) in zip(group, results) { waiting.resume(result) }
  }
}
