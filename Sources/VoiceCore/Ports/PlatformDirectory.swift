/// The look-ups that cross tenants, because the tenant isn't known yet: each answers with an id and tells no content.
/// What they find was put there by the tenants' own units of work, in the same commit.
public protocol PlatformDirectory: AccessDirectory {
  /// The tenant that has this DID.
  func tenant(answering number: PhoneNumber) async throws(StoreFailure) -> Tenant.ID?
  /// The tenant that granted the stream token with this digest, if it isn't used up.
  func tenant(granting digest: TokenDigest) async throws(StoreFailure) -> Tenant.ID?
  /// Every tenant, in the order of their ids.
  func tenants() async throws(StoreFailure) -> [Tenant.ID]
  /// Tenants in the order of their ids, from just after one (`nil`: from the first), at most so many.
  func tenants(after last: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID]
  /// Whose log has grown, in the order of commits, from just after a place, at most `limit`. Each tenant's newest place
  /// is among them as soon as its log shows it; older ones may be left out.
  func logHeads(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> [LogHead]
}

extension PlatformDirectory {
  /// A page of all of them, for directories that hold few.
  public func tenants(after last: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID] {
    Array(try await tenants().lazy.filter { id in last.map { $0 < id } ?? true }.prefix(max(0, limit)))
  }
}
