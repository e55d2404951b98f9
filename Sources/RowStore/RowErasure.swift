import VoiceCore

/// Lets go of tenants in terms of tables: children before parents, names last.
struct RowErasure<Engine: ErasingEngine>: TenantErasure {
  /// What objects are counted under, beside the tables.
  private static var objects: String { "objects" }

  let engine: Engine
  let ciphers: (any RowCiphers)?

  func close(_ tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) -> TenantClosure {
    try await engine.close(tenant, at: moment)
    guard let closure = try await engine.closure(of: tenant) else { throw .corrupt }
    return closure
  }

  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? {
    try await engine.closure(of: tenant)
  }

  func unfinished() async throws(StoreFailure) -> [Tenant.ID] { try await engine.unfinished() }

  func keep(_ head: AuditHead, of tenant: Tenant.ID) async throws(StoreFailure) {
    try await engine.keep(head, of: tenant)
  }

  func destroyKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    try await engine.destroyKeys(of: tenant)
    // After the records, else the next use would bring the keys back.
    ciphers?.forget(tenant)
  }

  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    try await engine.withdrawKeys(of: tenant)
    ciphers?.forget(tenant)
  }

  func sweep(_ part: ErasurePart, of tenant: Tenant.ID, limit: Int) async throws(StoreFailure) -> Int {
    guard limit > 0 else { return 0 }
    for table in tables(of: part) {
      let count = try await engine.sweep(table, of: tenant, limit: limit)
      if count > 0 { return count }
    }
    return 0
  }

  func count(objects: Int, of tenant: Tenant.ID) async throws(StoreFailure) {
    try await engine.count(objects, in: Self.objects, of: tenant)
  }

  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count] {
    try await engine.remains(of: tenant)
  }

  func finish(_ statement: SignedErasureStatement) async throws(StoreFailure) { try await engine.finish(statement) }

  /// The domain goes last of all: as long as its row is there, so is the tenant's id.
  private func tables(of part: ErasurePart) -> [TableSchema] {
    let names = [Tables.phoneLines.schema, Tables.tenants.schema]
    switch part {
    case .names: return names
    case .content:
      return Tables.all.reversed().filter { table in !names.contains { $0.name == table.name } } + engine.ownTables
    }
  }
}
