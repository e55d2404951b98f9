/// Reads a tenant's people as a list.
public protocol UserListSnapshot: Sendable {
  /// Users by id, after this one.
  func users(after cursor: User.ID?, limit: Int) async throws(StoreFailure) -> [User]
  /// The users of a role by id, at most so many.
  func users(in role: Role, limit: Int) async throws(StoreFailure) -> [User]
}

/// Takes people out.
public protocol UserListScope: UserListSnapshot {
  /// Takes a user out; one that isn't there is no error. Sessions are taken out by whoever calls this.
  func remove(_ user: User) async throws(StoreFailure)
}
