/// What the use cases of access read in one tenant.
public protocol AccessRecords: TenancySnapshot, AccessSnapshot, UserListSnapshot, SessionSnapshot, APIKeySnapshot {}

/// What the use cases of access write in one tenant.
public protocol AccessRecordScope: AccessRecords, TenancyScope, AccessScope, UserListScope, SessionScope, APIKeyScope,
  SignInGuardScope
{}

/// The doors of the store as far as access needs them; see `Store` for what reading and a unit of work promise.
public protocol AccessStore: Sendable {
  /// A read-only snapshot.
  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any AccessRecords) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome

  /// A unit of work.
  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any AccessRecordScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome

  /// The look-ups that cross tenants.
  var accessDirectory: any AccessDirectory { get }
}
