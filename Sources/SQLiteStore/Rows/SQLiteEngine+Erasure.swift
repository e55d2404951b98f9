import FoundationEssentials
import GRDB
import RowStore
import VoiceCore

extension SQLiteEngine: ErasingEngine {
  var ownTables: [TableSchema] { [TableSchema("log_heads", key: [])] }

  func close(_ tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) {
    try await write { db in
      try db.execute(
        sql: "INSERT INTO tenant_closures (tenant_id, step, at) VALUES (?, 'closed', ?) ON CONFLICT DO NOTHING",
        arguments: [tenant.bits.bytes, moment.microseconds])
    }
  }

  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? {
    try await lookups.access { db in
      let id = tenant.bits.bytes
      guard
        let at = try Int64.fetchOne(
          db.cachedStatement(sql: "SELECT at FROM tenant_closures WHERE tenant_id = ? AND step = 'closed'"),
          arguments: [id])
      else { return nil }
      let kept = try GRDB.Row.fetchOne(
        db, sql: "SELECT audit_head, statement FROM erasures WHERE tenant_id = ?", arguments: [id])
      let counts = try GRDB.Row.fetchAll(
        db, sql: "SELECT name, rows FROM erased_rows WHERE tenant_id = ?", arguments: [id])
      var head: Data?
      var statement: Data?
      if let kept {
        head = kept[0]
        statement = kept[1]
      }
      return TenantClosure(
        tenant: tenant, closedAt: Timestamp(microseconds: at),
        auditHead: try ErasureBytes.decoded(AuditHead.self, from: head.map { Array($0) }),
        counts: counts.map { ErasureStatement.Count(table: $0[0], rows: $0[1]) },
        statement: try ErasureBytes.decoded(SignedErasureStatement.self, from: statement.map { Array($0) }))
    }
  }

  func unfinished() async throws(StoreFailure) -> [Tenant.ID] {
    try await lookups.tenants(
      """
      SELECT tenant_id FROM tenant_closures WHERE step = 'closed'
        AND tenant_id NOT IN (SELECT tenant_id FROM tenant_closures WHERE step = 'erased') ORDER BY tenant_id
      """, [])
  }

  func keep(_ head: AuditHead, of tenant: Tenant.ID) async throws(StoreFailure) {
    let bytes = Data(try ErasureBytes.encoded(head))
    try await write { db in
      try db.execute(
        sql: """
          INSERT INTO erasures (tenant_id, audit_head) VALUES (?, ?)
          ON CONFLICT (tenant_id) DO UPDATE SET audit_head = coalesce(audit_head, excluded.audit_head)
          """, arguments: [tenant.bits.bytes, bytes])
    }
  }

  func destroyKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    try await SQLiteKeyRecords(engine: self).destroy(keysOf: tenant)
  }

  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    try await write { db in
      try db.execute(
        sql: """
          DELETE FROM tenant_keys WHERE tenant_id = ?1 AND NOT EXISTS (SELECT 1 FROM tenants WHERE tenant_id = ?1)
          """, arguments: [tenant.bits.bytes])
    }
  }

  func count(_ rows: Int, in name: String, of tenant: Tenant.ID) async throws(StoreFailure) {
    try await write { db in try Self.count(rows, in: name, of: tenant, db) }
  }

  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count] {
    let names = (Tables.all + ownTables).map(\.name) + ["tenant_keys"]
    return try await lookups.access { db in
      var counts: [ErasureStatement.Count] = []
      try db.inTransaction(.deferred) {
        for name in names {
          let rows = try Int.fetchOne(
            db, sql: "SELECT count(*) FROM \(name) WHERE tenant_id = ?", arguments: [tenant.bits.bytes])
          if let rows, rows > 0 { counts.append(ErasureStatement.Count(table: name, rows: rows)) }
        }
        return .commit
      }
      return counts
    }
  }

  func finish(_ signed: SignedErasureStatement) async throws(StoreFailure) {
    let bytes = Data(try ErasureBytes.encoded(signed))
    let statement = signed.statement
    try await write { db in
      let id = statement.tenant.bits.bytes
      try db.execute(
        sql: """
          INSERT INTO erasures (tenant_id, statement) VALUES (?, ?)
          ON CONFLICT (tenant_id) DO UPDATE SET statement = coalesce(statement, excluded.statement)
          """, arguments: [id, bytes])
      try db.execute(
        sql: "INSERT INTO tenant_closures (tenant_id, step, at) VALUES (?, 'erased', ?) ON CONFLICT DO NOTHING",
        arguments: [id, statement.at.microseconds])
    }
  }

  /// Writes outside of units of work, in one commit.
  func write<Outcome: Sendable>(
    _ work: @escaping @Sendable (Database) throws -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await writer.access { db in
      var outcome: Outcome?
      try db.inTransaction(.immediate) {
        outcome = try work(db)
        return .commit
      }
      guard let outcome else { throw StoreFailure.unavailable }
      return outcome
    }
  }

  /// Adds to what is counted as erased.
  static func count(_ rows: Int, in name: String, of tenant: Tenant.ID, _ db: Database) throws {
    guard rows > 0 else { return }
    try db.cachedStatement(
      sql: """
        INSERT INTO erased_rows (tenant_id, name, rows) VALUES (?, ?, ?)
        ON CONFLICT (tenant_id, name) DO UPDATE SET rows = rows + excluded.rows
        """
    ).execute(arguments: [tenant.bits.bytes, name, rows])
  }
}
