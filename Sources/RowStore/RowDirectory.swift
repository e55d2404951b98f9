import VoiceCore

/// The look-ups that cross tenants, over the indexes that are unique in the deployment.
struct RowDirectory<Engine: RowEngine>: PlatformDirectory {
  let engine: Engine
  let codec: PlatformCodec

  func tenant(answering number: PhoneNumber) async throws(StoreFailure) -> Tenant.ID? {
    try await engine.holder(
      of: [codec.line(number)], in: Tables.phoneLines.schema, index: "phone_lines_by_number")
  }
  func tenant(at domain: TenantDomain) async throws(StoreFailure) -> Tenant.ID? {
    try await engine.holder(of: [codec.domain(domain)], in: Tables.tenants.schema, index: "tenants_by_domain")
  }
  func tenant(granting digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
    try await engine.holder(
      of: [codec.digest(digest)], in: Tables.streamGrants.schema, index: "stream_grants_by_digest")
  }
  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead] {
    guard limit > 0 else { return [] }
    return try await engine.logHeads(after: position, limit: limit)
  }
  func tenant(ofSession family: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
    try await engine.holder(of: [codec.digest(family)], in: Tables.sessions.schema, index: "sessions_by_family")
  }
  func tenant(ofAPIKey digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID? {
    try await engine.holder(of: [codec.digest(digest)], in: Tables.apiKeys.schema, index: "api_keys_by_digest")
  }
  func tenants() async throws(StoreFailure) -> [Tenant.ID] { try await tenants(after: nil, limit: .max) }

  func tenants(after last: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID] {
    guard limit > 0 else { return [] }
    return try await engine.holders(
      in: Tables.tenants.schema, index: "tenants_by_domain", after: last, limit: limit)
  }
}
