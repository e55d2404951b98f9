import FoundationEssentials
import GRDB
import RowStore
import VoiceCore

extension SQLiteEngine: ErasingEngine {
  var ownTables: [TableSchema] { [TableSchema("log_heads", key: [])] }

  func close(_ tenant: Tenant.ID, by actor: AuditActor, at moment: Timestamp) async throws(StoreFailure) {
    let actor = Data(try ErasureBytes.encoded(actor))
    try await write { db in
      let id = tenant.bits.bytes
      try db.execute(
        sql: "INSERT INTO tenant_closures (tenant_id, step, at) VALUES (?, 'closed', ?) ON CONFLICT DO NOTHING",
        arguments: [id, moment.microseconds])
      guard db.changesCount > 0 else { return }
      try db.execute(
        sql: """
          INSERT INTO erasures (tenant_id, actor) VALUES (?, ?)
          ON CONFLICT (tenant_id) DO UPDATE SET actor = coalesce(actor, excluded.actor)
          """, arguments: [id, actor])
    }
  }

  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? {
    try await lookups.access { db in
      var closure: TenantClosure?
      // All of it as of one instant.
      try db.inTransaction(.deferred) {
        closure = try Self.closure(of: tenant, in: db)
        return .commit
      }
      return closure
    }
  }

  private static func closure(of tenant: Tenant.ID, in db: Database) throws -> TenantClosure? {
    let id = tenant.bits.bytes
    guard
      let at = try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT at FROM tenant_closures WHERE tenant_id = ? AND step = 'closed'"),
        arguments: [id])
    else { return nil }
    let counts = try GRDB.Row.fetchAll(
      db, sql: "SELECT name, rows FROM erased_rows WHERE tenant_id = ?", arguments: [id])
    var closure = TenantClosure(
      tenant: tenant, closedAt: Timestamp(microseconds: at),
      counts: counts.map { ErasureStatement.Count(table: $0[0], rows: $0[1]) })
    guard
      let kept = try GRDB.Row.fetchOne(
        db,
        sql:
          "SELECT actor, audit_head, legs, keys_destroyed_at, statement, recordings FROM erasures WHERE tenant_id = ?",
        arguments: [id])
    else { return closure }
    closure.actor = try decoded(AuditActor.self, kept[0])
    closure.auditHead = try decoded(AuditHead.self, kept[1])
    closure.handedOver = try decoded([CarrierCallID].self, kept[2]) ?? []
    closure.keysDestroyedAt = (kept[3] as Int64?).map { Timestamp(microseconds: $0) }
    closure.statement = try decoded(SignedErasureStatement.self, kept[4])
    closure.recordings = try decoded([CarrierRecording].self, kept[5]) ?? []
    return closure
  }

  private static func decoded<Value: Decodable>(_ type: Value.Type, _ bytes: Data?) throws -> Value? {
    try ErasureBytes.decoded(type, from: bytes.map { Array($0) })
  }

  func unfinished() async throws(StoreFailure) -> [Tenant.ID] {
    try await lookups.tenants(
      """
      SELECT tenant_id FROM tenant_closures c WHERE step = 'closed' AND NOT EXISTS (
        SELECT 1 FROM tenant_closures e WHERE e.tenant_id = c.tenant_id AND e.step = 'erased') ORDER BY tenant_id
      """, [])
  }

  func erased(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID] {
    try await lookups.tenants(
      "SELECT tenant_id FROM tenant_closures WHERE step = 'erased' AND tenant_id > ? ORDER BY tenant_id LIMIT ?",
      [cursor.map { .id($0) } ?? .bytes([]), .integer(Int64(limit))])
  }

  func keep(_ last: LastWork, of tenant: Tenant.ID) async throws(StoreFailure) {
    var head: Data?
    if let kept = last.auditHead { head = Data(try ErasureBytes.encoded(kept)) }
    let legs = Data(try ErasureBytes.encoded(last.handedOver))
    let recordings = Data(try ErasureBytes.encoded(last.recordings))
    try await write { [head] db in
      try db.execute(
        sql: """
          INSERT INTO erasures (tenant_id, audit_head, legs, recordings) VALUES (?, ?, ?, ?)
          ON CONFLICT (tenant_id) DO UPDATE SET audit_head = coalesce(audit_head, excluded.audit_head),
            legs = CASE WHEN keys_destroyed_at IS NULL THEN excluded.legs ELSE legs END,
            recordings = CASE WHEN keys_destroyed_at IS NULL THEN excluded.recordings ELSE recordings END
          """, arguments: [tenant.bits.bytes, head, legs, recordings])
    }
  }

  func replace(
    _ legs: [CarrierCallID], by fewer: [CarrierCallID], of tenant: Tenant.ID
  ) async throws(StoreFailure) {
    let (before, after) = (Data(try ErasureBytes.encoded(legs)), Data(try ErasureBytes.encoded(fewer)))
    try await write { db in
      try db.execute(
        sql: "UPDATE erasures SET legs = ? WHERE tenant_id = ? AND legs = ?",
        arguments: [after, tenant.bits.bytes, before])
    }
  }

  func replace(
    _ recordings: [CarrierRecording], by fewer: [CarrierRecording], of tenant: Tenant.ID
  ) async throws(StoreFailure) {
    let (before, after) = (Data(try ErasureBytes.encoded(recordings)), Data(try ErasureBytes.encoded(fewer)))
    try await write { db in
      try db.execute(
        sql: "UPDATE erasures SET recordings = ? WHERE tenant_id = ? AND recordings = ?",
        arguments: [after, tenant.bits.bytes, before])
    }
  }

  func destroyKeys(of tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) {
    try await SQLiteKeyRecords(engine: self).destroy(keysOf: tenant, at: moment)
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
          ON CONFLICT (tenant_id) DO UPDATE SET statement = coalesce(statement, excluded.statement), legs = NULL,
            recordings = NULL
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
