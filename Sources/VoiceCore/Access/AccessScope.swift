/// Reads who may do what.
public protocol AccessSnapshot: Sendable {
  /// The user with this address.
  func user(_ email: EmailAddress) async throws(StoreFailure) -> User?
  /// The user with this id.
  func user(_ id: User.ID) async throws(StoreFailure) -> User?
}

/// Writes who may do what.
public protocol AccessScope: AccessSnapshot {
  /// Adds or changes a user. The commit throws `.taken(.email)` when another user of the tenant has the address.
  func save(_ user: User) async throws(StoreFailure)
  /// Adds a grant; its digest is found by the platform directory from the commit on.
  /// The commit throws `.taken(.streamToken)` when the digest exists.
  func save(_ grant: StreamGrant) async throws(StoreFailure)
  /// Takes the grant out and returns it: of several who try, in any transaction on any node, one gets it. Expired ones too.
  func redeem(_ digest: TokenDigest) async throws(StoreFailure) -> StreamGrant?
  /// Takes out the call's grants that nobody redeemed.
  func revokeGrants(of call: Call.ID) async throws(StoreFailure)
}
