/// How a store lets go of a tenant, outside of the tenant's own units of work: each step by itself, safe to repeat, so that
/// whoever comes later goes on where another was interrupted.
public protocol TenantErasure: Sendable {
  /// Closes the tenant: from now on no look-up of the platform finds anything of it, on any node, though its domain and
  /// numbers stay taken until they are swept. The first moment and the first actor stay.
  func close(
    _ tenant: Tenant.ID, by actor: AuditActor, at moment: Timestamp
  ) async throws(StoreFailure) -> TenantClosure
  /// What is known of a closed tenant, for ever; `nil` for one that isn't closed.
  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure?
  /// Who is closed and still has no statement, by id.
  func unfinished() async throws(StoreFailure) -> [Tenant.ID]
  /// Who is erased and has a statement, by id: at most so many, behind `cursor`.
  func erased(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID]
  /// Keeps what a closed tenant's last unit of work said, unsealed, for it is needed when the keys are gone. The first head
  /// stays; of the calls and the recordings the latest lists count, until the keys are destroyed.
  func keep(_ last: LastWork, of tenant: Tenant.ID) async throws(StoreFailure)
  /// Takes calls off the list of those that are still to be hung up. Of two who do so at once one may do nothing: then
  /// they are hung up once more.
  func strike(_ legs: [CarrierCallID], of tenant: Tenant.ID) async throws(StoreFailure)
  /// Takes recordings off the list of those that the carrier is still to delete, so too.
  func strike(_ recordings: [CarrierRecording], of tenant: Tenant.ID) async throws(StoreFailure)

  /// Destroys the tenant's data keys for good. From now on no unit of work of the tenant is committed, on any node, also
  /// under keys that it has at hand: `.notFound`. Reading throws that too, on other nodes as soon as they read the keys
  /// anew. The first moment stays.
  func destroyKeys(of tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure)
  /// Takes out the keys of a tenant that never came to be, so that the id can be used; of one that is there it takes none,
  /// nor of one whose first commit is under way.
  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure)

  /// Takes out at most so many rows of one table, from a place on, and counts them in the same commit.
  func sweep(
    _ part: ErasurePart, of tenant: Tenant.ID, from place: SweepPlace, limit: Int
  ) async throws(StoreFailure) -> Swept
  /// Counts what was taken out of the object store.
  func count(objects: Int, of tenant: Tenant.ID) async throws(StoreFailure)
  /// What is there of a tenant still, in the order of the tables' names: nothing when all of it is gone.
  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count]
  /// Keeps the statement; the first one stays. No call is to be hung up and no recording to be deleted any more.
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
