import RowStore
import VoiceCore

extension PostgresEngine: ErasingEngine {
  var ownTables: [TableSchema] {
    [TableSchema("log_heads", key: []), TableSchema("commit_marks", key: [.init("mark", .id)])]
  }

  func close(_ tenant: Tenant.ID, by actor: AuditActor, at moment: Timestamp) async throws(StoreFailure) {
    // Who closes it first stands there; of two at once the second waits for the first one's row.
    let keeping = Statement(
      """
      INSERT INTO erasures (tenant_id, actor) VALUES ($1, $2)
      ON CONFLICT (tenant_id) DO UPDATE SET actor = coalesce(erasures.actor, excluded.actor)
      """, [.uuid(tenant.bits), .bytes(try ErasureBytes.encoded(actor))])
    _ = try await commit([keeping, Self.enter("closed", at: moment, tenant)], of: tenant)
  }

  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? {
    let id = [PostgresValue.uuid(tenant.bits)]
    let answers: [Rows]
    do throws(PostgresFailure) {
      answers = try await pool.look(
        .tenant(tenant),
        [
          Statement("SELECT at FROM tenant_closures WHERE tenant_id = $1 AND step = 'closed'", id),
          Statement(
            """
            SELECT actor, audit_head, legs, keys_destroyed_at, statement, recordings FROM erasures WHERE tenant_id = $1
            """, id),
          Statement("SELECT name, rows FROM erased_rows WHERE tenant_id = $1 AND rows > 0", id),
        ])
    } catch {
      throw StoreFailure(error)
    }
    let (closed, kept, counted) = (answers[0], answers[1], answers[2])
    guard closed.count == 1, let at = closed.integer(0, 0) else { return nil }
    var closure = TenantClosure(
      tenant: tenant, closedAt: Timestamp(microseconds: at),
      counts: (0..<counted.count).map {
        ErasureStatement.Count(table: counted.text($0, 0) ?? "", rows: Int(counted.integer($0, 1) ?? 0))
      })
    guard kept.count == 1 else { return closure }
    closure.actor = try ErasureBytes.decoded(AuditActor.self, from: kept.bytes(0, 0))
    closure.auditHead = try ErasureBytes.decoded(AuditHead.self, from: kept.bytes(0, 1))
    closure.handedOver = try ErasureBytes.decoded([CarrierCallID].self, from: kept.bytes(0, 2)) ?? []
    closure.keysDestroyedAt = kept.integer(0, 3).map { Timestamp(microseconds: $0) }
    closure.statement = try ErasureBytes.decoded(SignedErasureStatement.self, from: kept.bytes(0, 4))
    closure.recordings = try ErasureBytes.decoded([CarrierRecording].self, from: kept.bytes(0, 5)) ?? []
    return closure
  }

  func unfinished() async throws(StoreFailure) -> [Tenant.ID] {
    try await tenants(
      Statement(
        """
        SELECT tenant_id FROM tenant_closures c WHERE step = 'closed' AND NOT EXISTS (
          SELECT FROM tenant_closures e WHERE e.tenant_id = c.tenant_id AND e.step = 'erased') ORDER BY tenant_id
        """))
  }

  func erased(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID] {
    try await tenants(
      Statement(
        """
        SELECT tenant_id FROM tenant_closures WHERE step = 'erased' AND ($1::uuid IS NULL OR tenant_id > $1)
        ORDER BY tenant_id LIMIT $2
        """, [cursor.map { .uuid($0.bits) } ?? .null, .integer(Int64(limit))]))
  }

  func keep(_ last: LastWork, of tenant: Tenant.ID) async throws(StoreFailure) {
    var head = PostgresValue.null
    if let kept = last.auditHead { head = .bytes(try ErasureBytes.encoded(kept)) }
    let statement = Statement(
      """
      INSERT INTO erasures (tenant_id, audit_head, legs, recordings) VALUES ($1, $2, $3, $4)
      ON CONFLICT (tenant_id) DO UPDATE SET audit_head = coalesce(erasures.audit_head, excluded.audit_head),
        legs = CASE WHEN erasures.keys_destroyed_at IS NULL THEN excluded.legs ELSE erasures.legs END,
        recordings = CASE WHEN erasures.keys_destroyed_at IS NULL THEN excluded.recordings ELSE erasures.recordings END
      """,
      [
        .uuid(tenant.bits), head, .bytes(try ErasureBytes.encoded(last.handedOver)),
        .bytes(try ErasureBytes.encoded(last.recordings)),
      ])
    _ = try await commit([statement], of: tenant)
  }

  func replace(
    _ legs: [CarrierCallID], by fewer: [CarrierCallID], of tenant: Tenant.ID
  ) async throws(StoreFailure) {
    let statement = Statement(
      "UPDATE erasures SET legs = $3 WHERE tenant_id = $1 AND legs = $2",
      [
        .uuid(tenant.bits), .bytes(try ErasureBytes.encoded(legs)), .bytes(try ErasureBytes.encoded(fewer)),
      ])
    _ = try await commit([statement], of: tenant)
  }

  func replace(
    _ recordings: [CarrierRecording], by fewer: [CarrierRecording], of tenant: Tenant.ID
  ) async throws(StoreFailure) {
    let statement = Statement(
      "UPDATE erasures SET recordings = $3 WHERE tenant_id = $1 AND recordings = $2",
      [
        .uuid(tenant.bits), .bytes(try ErasureBytes.encoded(recordings)), .bytes(try ErasureBytes.encoded(fewer)),
      ])
    _ = try await commit([statement], of: tenant)
  }

  func destroyKeys(of tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) {
    try await PostgresKeyRecords(pool: pool).destroy(keysOf: tenant, at: moment)
  }

  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    let id = [PostgresValue.uuid(tenant.bits)]
    _ = try await commit(
      [
        // Waits for a first commit that counts on the key (`require_key`). What that brought the next statement sees.
        Statement("SELECT number FROM tenant_keys WHERE tenant_id = $1 ORDER BY number FOR UPDATE", id),
        Statement(
          "DELETE FROM tenant_keys WHERE tenant_id = $1 AND NOT EXISTS (SELECT FROM tenants WHERE tenant_id = $1)", id),
      ], of: tenant)
  }

  func count(_ rows: Int, in name: String, of tenant: Tenant.ID) async throws(StoreFailure) {
    guard rows > 0 else { return }
    let statement = Statement(
      """
      INSERT INTO erased_rows (tenant_id, name, rows) VALUES ($1, $2, $3)
      ON CONFLICT (tenant_id, name) DO UPDATE SET rows = erased_rows.rows + excluded.rows
      """, [.uuid(tenant.bits), .text(name), .integer(Int64(rows))])
    _ = try await commit([statement], of: tenant)
  }

  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count] {
    let names = (Tables.all + ownTables).map(\.name) + ["tenant_keys", "directory"]
    let question = names.map { "SELECT '\($0)', count(*) FROM \($0) WHERE tenant_id = $1" }
    let rows: Rows
    do throws(PostgresFailure) {
      rows = try await pool.look(
        .tenant(tenant), [Statement(question.joined(separator: " UNION ALL "), [.uuid(tenant.bits)])])[0]
    } catch {
      throw StoreFailure(error)
    }
    return (0..<rows.count).map {
      ErasureStatement.Count(table: rows.text($0, 0) ?? "", rows: Int(rows.integer($0, 1) ?? 0))
    }.filter { $0.rows > 0 }
  }

  func finish(_ signed: SignedErasureStatement) async throws(StoreFailure) {
    let tenant = signed.statement.tenant
    let keeping = Statement(
      """
      INSERT INTO erasures (tenant_id, statement) VALUES ($1, $2)
      ON CONFLICT (tenant_id)
      DO UPDATE SET statement = coalesce(erasures.statement, excluded.statement), legs = NULL,
        recordings = NULL
      """, [.uuid(tenant.bits), .bytes(try ErasureBytes.encoded(signed))])
    _ = try await commit([keeping, Self.enter("erased", at: signed.statement.at, tenant)], of: tenant)
  }

  private static func enter(_ step: String, at moment: Timestamp, _ tenant: Tenant.ID) -> Statement {
    Statement(
      "INSERT INTO tenant_closures (tenant_id, step, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
      [.uuid(tenant.bits), .text(step), .integer(moment.microseconds)])
  }
}
