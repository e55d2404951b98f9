/// Reads who belongs where.
public protocol MembershipSnapshot: Sendable {
  /// A user's departments, in the order of their ids.
  func departments(of user: User.ID) async throws(StoreFailure) -> [Department.ID]
  /// A department's own members, in the order of their ids; not those of departments below.
  func members(of department: Department.ID) async throws(StoreFailure) -> [User.ID]
  /// Everybody's, in the order of users, then departments, from just after one (`nil`: from the first).
  func memberships(after last: Membership?, limit: Int) async throws(StoreFailure) -> [Membership]
}

/// Writes who belongs where.
public protocol MembershipScope: MembershipSnapshot {
  /// Adds a membership; one that is there already stays.
  func save(_ membership: Membership) async throws(StoreFailure)
  /// Takes a membership out; one that isn't there is no error.
  func remove(_ membership: Membership) async throws(StoreFailure)
}
