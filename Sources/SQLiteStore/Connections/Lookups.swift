import GRDB
import Synchronization
import VoiceCore

/// The connections for reads that see the latest commit. Nobody holds one for longer than an access, so bodies that
/// read inside other bodies can't wait for each other.
final class Lookups: RowSource {
  private let connections: [Connection]
  private let limit: Int
  private let turns = Mutex((next: 0, running: 0))

  init(of file: DatabaseFile) async throws(StoreFailure) {
    var connections: [Connection] = []
    for _ in 0..<max(1, file.limits.lookups) { connections.append(try await file.open(.lookups)) }
    self.connections = connections
    limit = file.limits.waitingLookups
  }

  func rows(_ query: Query) async throws(StoreFailure) -> [StoredRow] {
    let connection = try takeTurn()
    defer { endTurn() }
    return try await connection.access { db in try query.rows(in: db) }
  }

  /// Whether what was read is as it was, all at one instant.
  func access(atOneInstant guards: [Guard]) async throws(StoreFailure) -> Bool {
    let connection = try takeTurn()
    defer { endTurn() }
    return try await connection.access { db in
      var holds = false
      try db.inTransaction(.deferred) {
        holds = try guards.allSatisfy { try $0.holds(in: db) }
        return .commit
      }
      return holds
    }
  }

  func close() async { for connection in connections { await connection.close() } }

  private func takeTurn() throws(StoreFailure) -> Connection {
    try turns.withLock { turns throws(StoreFailure) in
      guard turns.running < limit else { throw .unavailable }
      turns.running += 1
      turns.next = (turns.next + 1) % connections.count
      return connections[turns.next]
    }
  }

  private func endTurn() { turns.withLock { $0.running -= 1 } }
}
