/// The look-ups that cross tenants, because the tenant isn't known yet: each answers with an id and tells no content.
/// What they find was put there by the tenants' own units of work, in the same commit.
public protocol PlatformDirectory: AccessDirectory {
  /// The tenant that has this DID.
  func tenant(answering number: PhoneNumber) async throws(StoreFailure) -> Tenant.ID?
  /// The tenant that granted the stream token with this digest, if it isn't used up.
  func tenant(granting digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID?
  /// Every tenant, in the order of their ids.
  func tenants() async throws(StoreFailure) -> [Tenant.ID]
}
