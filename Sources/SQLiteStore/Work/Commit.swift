import GRDB
import VoiceCore

/// A unit of work as the writer carries it out: checks, then statements. Made, with all its JSON, before the writer's
/// turn.
struct Commit: Sendable {
  private let guards: [Guard]
  private let writes: [Write]

  init(_ work: FinishedWork, of tenant: Tenant.ID) throws(StoreFailure) {
    guards = work.guards(of: tenant)
    writes = try Write.all(for: work.changes, of: tenant)
  }

  /// Does all of it or nothing inside the open transaction. `false` when something that was read has changed.
  func written(in db: Database) -> Result<Bool, StoreFailure> {
    Result {
      var isCurrent = false
      try db.inSavepoint {
        isCurrent = try guards.allSatisfy { try $0.holds(in: db) }
        guard isCurrent else { return .rollback }
        try db.cachedStatement(sql: "UPDATE commit_sequence SET value = value + 1").execute()
        for write in writes { try write.execute(in: db) }
        return .commit
      }
      return isCurrent
    }.mapError(StoreFailure.init(sqlite:))
  }
}
