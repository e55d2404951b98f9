import Dispatch
import Synchronization
import VoiceCore

/// The connections that snapshots hold, opened as they are needed. Who finds none free waits in line, but neither in a
/// line that is too long nor for too long: bodies that open snapshots inside snapshots could wait for each other.
final class SnapshotConnections: Sendable {
  private enum Answer: Sendable {
    case take(Connection)
    /// There is room for one more.
    case open
    case refused
  }

  private struct Waiting: Sendable {
    let number: Int
    let resume: @Sendable (Answer) -> Void
  }

  private struct State: Sendable {
    var idle: [Connection] = []
    /// Idle, borrowed or about to be opened.
    var count = 0
    /// On their way back: their snapshots have ended, their transactions not yet.
    var returning = 0
    var line: [Waiting] = []
    var lastNumber = 0
    var isClosed = false
    /// Those who close, and wait for what is on its way back.
    var closing: [CheckedContinuation<Void, Never>] = []
  }

  private let file: DatabaseFile
  private let state = Mutex(State())

  init(of file: DatabaseFile) { self.file = file }

  /// A connection for the caller alone, until it is given back.
  func borrow() async throws(StoreFailure) -> Connection {
    switch await answer() {
    case .take(let connection): return connection
    case .refused: throw .unavailable
    case .open:
      do throws(StoreFailure) {
        return try await file.open(.snapshot)
      } catch {
        discard()
        throw error
      }
    }
  }

  /// A borrowed connection is on its way back: `giveBack` or `discard` follows.
  func expect() { state.withLock { $0.returning += 1 } }

  /// Takes back a connection on which no transaction is open.
  func giveBack(_ connection: Connection) {
    let first = state.withLock { state -> Waiting? in
      state.returning -= 1
      if !state.line.isEmpty { return state.line.removeFirst() }
      // In a closed store for who closes; too late for that it goes with the pool.
      state.idle.append(connection)
      return nil
    }
    first?.resume(.take(connection))
    endClosing()
  }

  /// Gives up a connection that can't be used any more; the first in line may open another.
  func giveUp() {
    state.withLock { $0.returning -= 1 }
    discard()
    endClosing()
  }

  /// Refuses those in line, and closes what is idle or on its way back. What is borrowed by a body that still runs is
  /// closed with the pool. Several may close at once.
  func close() async {
    let line = state.withLock { state in
      defer { state.line = [] }
      state.isClosed = true
      return state.line
    }
    for waiting in line { waiting.resume(.refused) }
    await withCheckedContinuation { closing in
      state.withLock { $0.closing.append(closing) }
      endClosing()
    }
    let idle = state.withLock { state in
      defer { state.idle = [] }
      return state.idle
    }
    for connection in idle { await connection.close() }
  }

  private func endClosing() {
    let closing = state.withLock { state -> [CheckedContinuation<Void, Never>] in
      guard state.returning == 0 else { return [] }
      defer { state.closing = [] }
      return state.closing
    }
    for closer in closing { closer.resume() }
  }

  private func discard() {
    let first = state.withLock { state -> Waiting? in
      if !state.line.isEmpty { return state.line.removeFirst() }
      state.count -= 1
      return nil
    }
    first?.resume(.open)
  }

  private func answer() async -> Answer {
    await withCheckedContinuation { answer in
      let now = state.withLock { state -> Answer? in
        guard !state.isClosed else { return .refused }
        if let connection = state.idle.popLast() { return .take(connection) }
        if state.count < max(1, file.limits.snapshots) {
          state.count += 1
          return .open
        }
        guard state.line.count < file.limits.waitingSnapshots else { return .refused }
        state.lastNumber += 1
        state.line.append(Waiting(number: state.lastNumber) { answer.resume(returning: $0) })
        if case .queued = file.turns { giveUpLater(state.lastNumber) }
        return nil
      }
      if let now { answer.resume(returning: now) }
    }
  }

  private func giveUpLater(_ number: Int) {
    let wait = DispatchTimeInterval.microseconds(Int(file.limits.snapshotWait.wholeMicroseconds))
    DispatchQueue.global().asyncAfter(deadline: .now() + wait) { [self] in
      let late = state.withLock { state -> Waiting? in
        guard let index = state.line.firstIndex(where: { $0.number == number }) else { return nil }
        return state.line.remove(at: index)
      }
      late?.resume(.refused)
    }
  }
}
