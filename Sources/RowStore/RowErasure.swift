import VoiceCore

/// Lets go of tenants in terms of tables: children before parents, names last.
struct RowErasure<Engine: ErasingEngine>: TenantErasure {
  /// What objects are counted under, beside the tables.
  private static var objects: String { "objects" }

  let engine: Engine
  let ciphers: (any RowCiphers)?

  func close(
    _ tenant: Tenant.ID, by actor: AuditActor, at moment: Timestamp
  ) async throws(StoreFailure) -> TenantClosure {
    try await engine.close(tenant, by: actor, at: moment)
    guard let closure = try await engine.closure(of: tenant) else { throw .corrupt }
    return closure
  }

  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? {
    try await engine.closure(of: tenant)
  }

  func unfinished() async throws(StoreFailure) -> [Tenant.ID] { try await engine.unfinished() }

  func erased(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID] {
    try await engine.erased(after: cursor, limit: limit)
  }

  func keep(_ last: LastWork, of tenant: Tenant.ID) async throws(StoreFailure) {
    try await engine.keep(last, of: tenant)
  }

  func strike(_ legs: [CarrierCallID], of tenant: Tenant.ID) async throws(StoreFailure) {
    guard let standing = try await engine.closure(of: tenant)?.handedOver else { return }
    let fewer = standing.filter { !legs.contains($0) }
    if fewer != standing { try await engine.replace(standing, by: fewer, of: tenant) }
  }

  func strike(_ recordings: [CarrierRecording], of tenant: Tenant.ID) async throws(StoreFailure) {
    guard let standing = try await engine.closure(of: tenant)?.recordings else { return }
    let fewer = standing.filter { !recordings.contains($0) }
    if fewer != standing { try await engine.replace(standing, by: fewer, of: tenant) }
  }

  func destroyKeys(of tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) {
    try await engine.destroyKeys(of: tenant, at: moment)
    // After the records, else the next use would bring the keys back.
    ciphers?.forget(tenant)
  }

  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    // The deployment's own keys are nobody's to withdraw.
    guard tenant != .platform, tenant != Tenant.nobody else { return }
    try await engine.withdrawKeys(of: tenant)
    // Not forgotten: who is about to make the same tenant finds out at the commit, and begins with other keys.
    ciphers?.reload(tenant)
  }

  func sweep(
    _ part: ErasurePart, of tenant: Tenant.ID, from place: SweepPlace, limit: Int
  ) async throws(StoreFailure) -> Swept {
    let tables = tables(of: part)
    // In the table that wasn't empty yet, so that those before it aren't asked again for each batch.
    for number in tables.indices.dropFirst(max(0, place.tables)) {
      guard let count = try await engine.sweep(tables[number], of: tenant, limit: max(1, limit)) else {
        return .elsewhere
      }
      if count > 0 { return .rows(count, next: SweepPlace(tables: number)) }
    }
    return .nothingLeft
  }

  func count(objects: Int, of tenant: Tenant.ID) async throws(StoreFailure) {
    try await engine.count(objects, in: Self.objects, of: tenant)
  }

  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count] {
    try await engine.remains(of: tenant).sorted { $0.table < $1.table }
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
