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
    var line: [Waiting] = []
    var lastNumber = 0
    var isClosed = false
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

  /// Takes back a connection on which no transaction is open.
  func giveBack(_ connection: Connection) {
    let first = state.withLock { state -> Waiting? in
      // A closed store forgets the connection, which closes it.
      guard !state.isClosed else { return nil }
      if !state.line.isEmpty { return state.line.removeFirst() }
      state.idle.append(connection)
      return nil
    }
    first?.resume(.take(connection))
  }

  /// Gives up a connection that can't be used any more; the first in line may open another.
  func discard() {
    let first = state.withLock { state -> Waiting? in
      if !state.line.isEmpty { return state.line.removeFirst() }
      state.count -= 1
      return nil
    }
    first?.resume(.open)
  }

  /// Closes what is idle and refuses those in line; what is borrowed is closed when it comes back.
  func close() async {
    let (idle, line) = state.withLock { state in
      defer { (state.idle, state.line) = ([], []) }
      state.isClosed = true
      return (state.idle, state.line)
    }
    for waiting in line { waiting.resume(.refused) }
    for connection in idle { await connection.close() }
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
