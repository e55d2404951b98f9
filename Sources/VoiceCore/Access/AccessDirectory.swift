/// The look-ups of access that cross tenants, because the tenant isn't known yet; part of `PlatformDirectory`.
public protocol AccessDirectory: Sendable {
  /// The tenant that has this domain.
  func tenant(at domain: TenantDomain) async throws(StoreFailure) -> Tenant.ID?
  /// The tenant that has the session whose tokens have this common half.
  func tenant(ofSession family: TokenDigest) async throws(StoreFailure) -> Tenant.ID?
  /// The tenant that has the API key with this digest.
  func tenant(ofAPIKey digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID?
}
