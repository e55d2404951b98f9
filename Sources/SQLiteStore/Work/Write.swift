import GRDB
import VoiceCore

/// One statement of a commit with its bound values, and what it means when a constraint forbids it.
struct Write: Sendable {
  let sql: String
  let values: [DatabaseValue]
  /// Who says no: somebody who holds a unique value.
  let unique: StoreFailure.Unique?

  init(_ sql: String, _ values: [any DatabaseValueConvertible], unique: StoreFailure.Unique? = nil) {
    self.sql = sql
    self.values = values.map(\.databaseValue)
    self.unique = unique
  }

  /// Carries it out.
  func execute(in db: Database) throws {
    do {
      try db.cachedStatement(sql: sql).execute(arguments: StatementArguments(values))
    } catch let error as DatabaseError {
      switch error.extendedResultCode {
      case .SQLITE_CONSTRAINT_UNIQUE, .SQLITE_CONSTRAINT_PRIMARYKEY:
        guard let unique else { throw error }
        throw StoreFailure.taken(unique)
      // The only parents are calls.
      case .SQLITE_CONSTRAINT_FOREIGNKEY: throw StoreFailure.notFound
      default: throw error
      }
    }
  }
}
