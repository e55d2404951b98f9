import RowStore
import VoiceCore

extension PostgresEngine: ErasingEngine {
  var ownTables: [TableSchema] {
    [TableSchema("log_heads", key: []), TableSchema("commit_marks", key: [.init("mark", .id)])]
  }

  func close(_ tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) {
    _ = try await commit([Self.enter("closed", at: moment, tenant)], of: tenant)
  }

  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? {
    let id = [PostgresValue.uuid(tenant.bits)]
    let answers: [Rows]
    do throws(PostgresFailure) {
      answers = try await pool.look(
        .tenant(tenant),
        [
          Statement("SELECT at FROM tenant_closures WHERE tenant_id = $1 AND step = 'closed'", id),
          Statement("SELECT audit_head, statement FROM erasures WHERE tenant_id = $1", id),
          Statement("SELECT name, rows FROM erased_rows WHERE tenant_id = $1 AND rows > 0", id),
        ])
    } catch {
      throw StoreFailure(error)
    }
    let (closed, kept, counted) = (answers[0], answers[1], answers[2])
    guard closed.count == 1, let at = closed.integer(0, 0) else { return nil }
    return TenantClosure(
      tenant: tenant, closedAt: Timestamp(microseconds: at),
      auditHead: try ErasureBytes.decoded(AuditHead.self, from: kept.count == 1 ? kept.bytes(0, 0) : nil),
      counts: (0..<counted.count).map {
        ErasureStatement.Count(table: counted.text($0, 0) ?? "", rows: Int(counted.integer($0, 1) ?? 0))
      },
      statement: try ErasureBytes.decoded(
        SignedErasureStatement.self, from: kept.count == 1 ? kept.bytes(0, 1) : nil))
  }

  func unfinished() async throws(StoreFailure) -> [Tenant.ID] {
    try await tenants(
      Statement(
        """
        SELECT tenant_id FROM tenant_closures c WHERE step = 'closed' AND NOT EXISTS (
          SELECT FROM tenant_closures e WHERE e.tenant_id = c.tenant_id AND e.step = 'erased') ORDER BY tenant_id
        """))
  }

  func keep(_ head: AuditHead, of tenant: Tenant.ID) async throws(StoreFailure) {
    let statement = Statement(
      """
      INSERT INTO erasures (tenant_id, audit_head) VALUES ($1, $2)
      ON CONFLICT (tenant_id) DO UPDATE SET audit_head = coalesce(erasures.audit_head, excluded.audit_head)
      """, [.uuid(tenant.bits), .bytes(try ErasureBytes.encoded(head))])
    _ = try await commit([statement], of: tenant)
  }

  func destroyKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    try await PostgresKeyRecords(pool: pool).destroy(keysOf: tenant)
  }

  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    let statement = Statement(
      "DELETE FROM tenant_keys WHERE tenant_id = $1 AND NOT EXISTS (SELECT FROM tenants WHERE tenant_id = $1)",
      [.uuid(tenant.bits)])
    _ = try await commit([statement], of: tenant)
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
      ON CONFLICT (tenant_id) DO UPDATE SET statement = coalesce(erasures.statement, excluded.statement)
      """, [.uuid(tenant.bits), .bytes(try ErasureBytes.encoded(signed))])
    _ = try await commit([keeping, Self.enter("erased", at: signed.statement.at, tenant)], of: tenant)
  }

  private static func enter(_ step: String, at moment: Timestamp, _ tenant: Tenant.ID) -> Statement {
    Statement(
      "INSERT INTO tenant_closures (tenant_id, step, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
      [.uuid(tenant.bits), .text(step), .integer(moment.microseconds)])
  }
}
