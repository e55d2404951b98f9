/// Where wrapped keys are kept: by a store, outside of its sealed rows and outside of its units of work. The tenant needn't
/// be registered yet: its first row is sealed before it is written.
///
/// The deployment's own keys are kept here too, under `Tenant.ID.platform`.
public protocol TenantKeyRecords: Sendable {
  /// The tenant's keys by number; empty when it has none yet.
  /// - Throws: `.notFound`, for ever, once the keys were destroyed.
  func keys(of tenant: Tenant.ID) async throws(StoreFailure) -> [WrappedKey]

  /// Adds a key and returns all of the tenant's by number. Where the number is there already, another node was first:
  /// its key stays and is returned, so that a tenant never has two keys of one number.
  /// - Throws: `.notFound` once the tenant's keys were destroyed: a late request brings nothing back to life.
  func add(_ key: WrappedKey, for tenant: Tenant.ID) async throws(StoreFailure) -> [WrappedKey]

  /// Replaces the records of these numbers, all or none: the same keys wrapped anew. Records of other numbers stay; a number
  /// that isn't there is not added.
  /// - Throws: `.notFound` once the tenant's keys were destroyed.
  func replace(_ keys: [WrappedKey], for tenant: Tenant.ID) async throws(StoreFailure)

  /// Destroys the keys that seal and have a lower number than this; the key for indexes stays, and so does the newest whatever
  /// the number. Repeating is fine.
  /// - Throws: `.notFound` once the tenant's keys were destroyed.
  func retire(below number: UInt32, of tenant: Tenant.ID) async throws(StoreFailure)

  /// Destroys all of the tenant's keys and remembers that it did (the id alone, nothing of content). Repeating is fine.
  func destroy(keysOf tenant: Tenant.ID) async throws(StoreFailure)
}

extension Identifier where Subject == Tenant {
  /// No tenant: stands for the deployment itself where keys are kept.
  public static let platform = Identifier(0)
}
