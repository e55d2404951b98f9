import Dispatch
import GRDB
import Glibc
import VoiceCore

/// One database file, and how its connections are opened.
struct DatabaseFile: Sendable {
  let path: String
  let limits: SQLiteStore.Limits
  let turns: SQLiteStore.Turns

  /// What a connection is for.
  enum Purpose: Sendable {
    case writer(SQLiteStore.Durability)
    /// Reads one statement at a time.
    case lookups
    /// Reads in transactions that stay open between accesses.
    case snapshot
  }

  /// Opens a connection, away from the cooperative threads.
  func open(_ purpose: Purpose) async throws(StoreFailure) -> Connection {
    let opened: Result<Connection, StoreFailure>
    switch turns {
    case .inline: opened = attempt(purpose)
    case .queued:
      opened = await withCheckedContinuation { opened in
        DispatchQueue.global().async { opened.resume(returning: attempt(purpose)) }
      }
    }
    return try opened.get()
  }

  private func attempt(_ purpose: Purpose) -> Result<Connection, StoreFailure> {
    do {
      return .success(Connection(queue: try queue(for: purpose), turns: turns))
    } catch {
      return .failure(StoreFailure(sqlite: error))
    }
  }

  private func queue(for purpose: Purpose) throws -> DatabaseQueue {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = true
    configuration.busyMode = .timeout(Double(limits.busyWait.wholeMilliseconds) / 1000)
    // Negative means KiB, whatever a page's size.
    let cache = -max(limits.pageCacheKiB, 1)
    configuration.prepareDatabase { db in try db.execute(sql: "PRAGMA cache_size = \(cache)") }
    switch purpose {
    case .writer(let durability):
      try createPrivately()
      configuration.journalMode = .wal
      let queue = try DatabaseQueue(path: path, configuration: configuration)
      // Only now: GRDB sets NORMAL while it turns the write-ahead log on, which can lose the last commits with the
      // power.
      try queue.inDatabase { db in
        try db.execute(sql: durability.pragma)
        // What is deleted is overwritten: a destroyed key must not lie in a free page.
        try db.execute(sql: "PRAGMA secure_delete = ON")
        // What a statement may have to undo stays in memory: else each commit makes a file elsewhere, beyond our care.
        try db.execute(sql: "PRAGMA temp_store = MEMORY")
      }
      return queue
    case .lookups: configuration.readonly = true
    case .snapshot:
      configuration.readonly = true
      configuration.allowsUnsafeTransactions = true
    }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// SQLite would give the file the mode that the process's mask allows; its log files take the database's.
  private func createPrivately() throws(StoreFailure) {
    let file = Glibc.open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard file >= 0 else { throw .unavailable }
    Glibc.close(file)
  }
}

extension SQLiteStore.Durability {
  fileprivate var pragma: String {
    switch self {
    case .everyCommit: "PRAGMA synchronous = FULL"
    case .operatingSystem: "PRAGMA synchronous = OFF"
    }
  }
}
