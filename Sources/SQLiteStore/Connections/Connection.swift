import Dispatch
import GRDB
import VoiceCore

/// One connection on its own serial queue.
struct Connection: Sendable {
  let queue: DatabaseQueue
  let turns: SQLiteStore.Turns

  /// Runs work on the connection and waits for it without blocking a thread; a cancelled task waits just the same.
  func access<Value: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Value
  ) async throws(StoreFailure) -> Value {
    let result: Result<Value, StoreFailure>
    switch turns {
    case .inline(let pause):
      await pause()
      result = queue.inDatabase { db in attempt(work, db) }
    case .queued:
      result = await withCheckedContinuation { result in
        queue.asyncWriteWithoutTransaction { db in result.resume(returning: attempt(work, db)) }
      }
    }
    return try result.get()
  }

  /// Runs work on the connection, after what was asked for before. Nobody waits for it.
  func perform(_ work: @escaping @Sendable (Database) -> Void) {
    switch turns {
    case .inline: queue.inDatabase(work)
    case .queued: queue.asyncWriteWithoutTransaction(work)
    }
  }

  /// Runs what of the schema's steps hasn't run.
  func migrate(_ migrator: DatabaseMigrator) async throws(StoreFailure) {
    let result: Result<Void, StoreFailure>
    switch turns {
    case .inline: result = Result { try migrator.migrate(queue) }.mapError(StoreFailure.init(sqlite:))
    case .queued:
      result = await withCheckedContinuation { result in
        migrator.asyncMigrate(queue) { migrated in
          result.resume(returning: migrated.map { _ in }.mapError(StoreFailure.init(sqlite:)))
        }
      }
    }
    try result.get()
  }

  /// Closes the connection after what was asked for before. Whatever is asked for later is `.unavailable`.
  func close() async {
    switch turns {
    case .inline: try? queue.close()
    case .queued:
      await withCheckedContinuation { closed in
        DispatchQueue.global().async {
          // A connection that can't be closed has nothing more to lose: it goes with its last owner.
          try? queue.close()
          closed.resume()
        }
      }
    }
  }

  private func attempt<Value>(_ work: (Database) throws -> Value, _ db: Database) -> Result<Value, StoreFailure> {
    Result { try work(db) }.mapError(StoreFailure.init(sqlite:))
  }
}
