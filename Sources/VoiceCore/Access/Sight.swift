/// What of a tenant somebody sees when they may see something: the reach of their permission, with the departments that it
/// stands for at one instant (property 19). Every list and every single read that is narrowed asks this one value.
public enum Sight: Equatable, Sendable {
  /// Everything of the tenant.
  case everything
  /// What is in these departments: the user's own and those below them. What is in no department isn't seen.
  case departments(Set<Department.ID>)
  /// What is this user's own.
  case own(User.ID)

  /// Whether what is in this department, or in none, is seen.
  public func covers(_ department: Department.ID?) -> Bool {
    switch self {
    case .everything: true
    case .departments(let seen): department.map(seen.contains) ?? false
    case .own: false
    }
  }
}

extension TenantSnapshot {
  /// What a bearer sees by a permission, as of this snapshot; `nil` without the permission.
  public func sight(of bearer: Bearer, by permission: Permission) async throws(StoreFailure) -> Sight? {
    switch bearer.reach(of: permission) {
    case nil: return nil
    case .tenant: return .everything
    case .department:
      guard let user = bearer.user else { return nil }
      let own = try await departments(of: user)
      // Who belongs nowhere needs no tree.
      guard !own.isEmpty else { return .departments([]) }
      return .departments(Set(DepartmentTree(try await departments()).within(own)))
    case .own: return bearer.user.map(Sight.own)
    }
  }
}

extension Bearer {
  /// The person, if it is one.
  public var user: User.ID? {
    switch self {
    case .user(let id, _, _): id
    case .key: nil
    }
  }
}
