import GRDB
import RowStore
import VoiceCore

/// A batch as the writer carries it out: checks, then statements. Made before the writer's turn.
struct Commit: Sendable {
  private let tenant: Tenant.ID
  private let guards: [RowBatch.Guard]
  private let releases: [RowSQL]
  private let isLogged: Bool
  private let needsKeys: Bool
  private let generation: UInt32?
  private let writes: [(write: RowBatch.Write, sql: RowSQL)]

  init(_ batch: RowBatch, of tenant: Tenant.ID) throws(StoreFailure) {
    self.tenant = tenant
    guards = batch.guards
    isLogged = batch.isLogged
    needsKeys = batch.needsKeys
    generation = batch.generation
    releases = batch.releases.map { .release($0.key, from: $0.index, in: $0.table, of: tenant, in: .sqlite) }
    var writes: [(RowBatch.Write, RowSQL)] = []
    for write in batch.writes {
      let sql: RowSQL
      switch write {
      case .put(let table, let row):
        sql = try .put(row, in: table, of: tenant, replaces: true, in: .sqlite)
      case .insert(let table, let row, _):
        sql = try .put(row, in: table, of: tenant, replaces: false, in: .sqlite)
      case .delete(let table, let key): sql = .delete(key, in: table, of: tenant, in: .sqlite)
      }
      writes.append((write, sql))
    }
    self.writes = writes
  }

  /// Does all of it or nothing inside the open transaction.
  func written(in db: Database) -> Result<RowCommit, StoreFailure> {
    Result { () throws -> RowCommit in
      guard try !isThere("destroyed_keys WHERE tenant_id = ?", in: db) else { throw StoreFailure.notFound }
      if let generation, try !Self.isNewest(generation, of: tenant, in: db) { return .keyless }
      if needsKeys, try !isThere("tenant_keys WHERE tenant_id = ? AND number = 0", in: db) { return .keyless }
      var isCurrent = false
      try db.inSavepoint {
        isCurrent = try guards.allSatisfy { try $0.holds(of: tenant, in: db) }
        guard isCurrent else { return .rollback }
        try db.cachedStatement(sql: "UPDATE commit_sequence SET value = value + 1").execute()
        for sql in releases { try sql.statement(in: db).execute() }
        for (write, sql) in writes where isCurrent { isCurrent = try execute(write, sql, in: db) }
        if isCurrent, isLogged { try growHead(in: db) }
        return isCurrent ? .commit : .rollback
      }
      return isCurrent ? .done : .overtaken
    }.mapError(StoreFailure.init(sqlite:))
  }

  /// Whether a key is the tenant's newest. As late as the writing itself.
  static func isNewest(_ generation: UInt32, of tenant: Tenant.ID, in db: Database) throws -> Bool {
    let statement = try db.cachedStatement(sql: "SELECT max(number) FROM tenant_keys WHERE tenant_id = ?")
    return try Int64.fetchOne(statement, arguments: [tenant.bits.bytes]) == Int64(generation)
  }

  /// Whether the tenant has such a row. As late as the writing itself: nobody else writes between.
  private func isThere(_ row: String, in db: Database) throws -> Bool {
    let statement = try db.cachedStatement(sql: "SELECT EXISTS (SELECT 1 FROM \(row))")
    return try Bool.fetchOne(statement, arguments: [tenant.bits.bytes]) == true
  }

  private func growHead(in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO log_heads (tenant_id, version, position) SELECT ?, value, position FROM commit_sequence WHERE true
        ON CONFLICT (tenant_id) DO UPDATE SET version = excluded.version, position = excluded.position
        """
    ).execute(arguments: [tenant.bits.bytes])
  }

  /// `false` when a key that should be new is there already.
  private func execute(_ write: RowBatch.Write, _ sql: RowSQL, in db: Database) throws -> Bool {
    do {
      if write.table.isLog, write.row != nil {
        try db.cachedStatement(sql: "UPDATE commit_sequence SET position = position + 1").execute()
      }
      try sql.statement(in: db).execute()
    } catch let error as DatabaseError {
      switch error.extendedResultCode {
      case .SQLITE_CONSTRAINT_PRIMARYKEY:
        guard case .insert(_, _, let otherwise) = write else { throw error }
        guard let otherwise else { return false }
        throw StoreFailure.taken(otherwise)
      case .SQLITE_CONSTRAINT_UNIQUE:
        guard let unique = write.table.unique(namedIn: error.message ?? "") else { throw error }
        throw StoreFailure.taken(unique)
      case .SQLITE_CONSTRAINT_FOREIGNKEY: throw StoreFailure.notFound
      default: throw error
      }
    }
    return true
  }
}

extension TableSchema {
  /// What is unique by the columns that SQLite names: `UNIQUE constraint failed: users.tenant_id, users.email`.
  fileprivate func unique(namedIn message: String) -> StoreFailure.Unique? {
    let named = Set(message.split { !$0.isLetter && !$0.isNumber && $0 != "_" }.map(String.init))
    for index in indexes where index.columns.allSatisfy(named.contains) {
      switch index.uniqueness {
      case .none: continue
      case .inTenant(let unique), .inDeployment(let unique): return unique
      }
    }
    return nil
  }
}

extension RowBatch {
  /// What rows that are written together give up first, so that they may swap it, or take over from one that goes. One
  /// alone has nobody to swap with.
  fileprivate var releases: [(key: [Part], index: TableSchema.Index, table: TableSchema)] {
    var counts: [String: Int] = [:]
    for write in writes { counts[write.table.name, default: 0] += 1 }
    var releases: [(key: [Part], index: TableSchema.Index, table: TableSchema)] = []
    for write in writes where counts[write.table.name, default: 0] > 1 {
      for index in write.table.indexes {
        if case .inTenant = index.uniqueness { releases.append((write.key, index, write.table)) }
      }
    }
    return releases
  }
}
