import VoiceCore

/// The look-ups that cross tenants, answered by the unique indexes of the tenants' own tables: they can't disagree.
struct SQLiteDirectory: PlatformDirectory {
  let lookups: Lookups

  func tenant(answering number: PhoneNumber) async throws(StoreFailure) -> Tenant.ID? {
    try await holder(Query("SELECT 0, 0, tenant_id FROM phone_lines WHERE number = ?", number.e164))
  }
  func tenant(at domain: TenantDomain) async throws(StoreFailure) -> Tenant.ID? {
    try await holder(Query("SELECT 0, 0, tenant_id FROM tenants WHERE domain = ?", domain.text))
  }
  func tenant(granting digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
    try await holder(Query("SELECT 0, 0, tenant_id FROM stream_grants WHERE digest = ?", digest.key))
  }
  func tenants() async throws(StoreFailure) -> [Tenant.ID] {
    var tenants: [Tenant.ID] = []
    for row in try await lookups.rows(Query("SELECT 0, 0, tenant_id FROM tenants ORDER BY tenant_id")) {
      tenants.append(try row.id())
    }
    return tenants
  }

  private func holder(_ query: Query) async throws(StoreFailure) -> Tenant.ID? {
    guard let row = try await lookups.rows(query).first else { return nil }
    return try row.id()
  }
}
