/// How a store lets go of a tenant, outside of the tenant's own units of work: each step by itself, safe to repeat, so that
/// whoever comes later goes on where another was interrupted.
public protocol TenantErasure: Sendable {
  /// Closes the tenant: from now on no look-up of the platform finds anything of it, on any node, though its domain and
  /// numbers stay taken until they are swept. The first moment stays.
  func close(_ tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) -> TenantClosure
  /// What is known of a closed tenant, for ever; `nil` for one that isn't closed.
  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure?
  /// Who is closed and still has no statement, by id.
  func unfinished() async throws(StoreFailure) -> [Tenant.ID]
  /// Keeps where a closed tenant's audit log stood; the first head stays.
  func keep(_ head: AuditHead, of tenant: Tenant.ID) async throws(StoreFailure)

  /// Destroys the tenant's data keys for good: from now on both doors throw `.notFound` for it in this process, in others
  /// as soon as they read the keys anew.
  func destroyKeys(of tenant: Tenant.ID) async throws(StoreFailure)
  /// Takes out the keys of a tenant that never came to be, so that the id can be used; of one that is there it takes none.
  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure)

  /// Takes out at most so many rows of one table, and counts them in the same commit; 0 when the part is empty.
  func sweep(_ part: ErasurePart, of tenant: Tenant.ID, limit: Int) async throws(StoreFailure) -> Int
  /// Counts what was taken out of the object store.
  func count(objects: Int, of tenant: Tenant.ID) async throws(StoreFailure)
  /// What is there of a tenant still, by table: nothing when all of it is gone.
  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count]
  /// Keeps the statement; the first one stays.
  func finish(_ statement: SignedErasureStatement) async throws(StoreFailure)
}

/// What is swept when.
public enum ErasurePart: Sendable, CaseIterable {
  /// Everything but names.
  case content
  /// What others may have afterwards: the domain, the numbers.
  case names
}

/// A store that lets go of tenants.
public protocol ErasableStore: Store {
  /// See `TenantErasure`.
  var erasure: any TenantErasure { get }
}
