/// Reads a tenant's people: each reader sees those whom their sight covers (property 19).
public struct ReadUsers: Sendable {
  /// The most users on one page.
  public static let maximumPage = 500

  private let store: any Store
  private let permission: Permission

  /// A use case on this port.
  /// - Parameter permission: by which people are seen: as users, or as agents.
  public init(store: any Store, by permission: Permission = .readUsers) {
    self.store = store
    self.permission = permission
  }

  /// A page of users by id, and the one after which the next page begins; `nil` after the last.
  public func page(
    for bearer: Bearer, of tenant: Tenant.ID, after cursor: User.ID?, limit: Int
  ) async throws(StoreFailure) -> (users: [SeenUser], next: User.ID?) {
    let limit = min(max(limit, 1), Self.maximumPage)
    let found = try await store.read(for: tenant) { [permission] scope throws(StoreFailure) in
      let users = try await scope.users(
        seenBy: try await scope.sight(of: bearer, by: permission), after: cursor, limit: limit + 1)
      return try await scope.withDepartments(users)
    }
    guard found.count > limit else { return (found, nil) }
    return (Array(found.prefix(limit)), found[limit - 1].user.id)
  }

  /// One user; `nil` when the bearer sees no such user.
  public func user(_ id: User.ID, for bearer: Bearer, of tenant: Tenant.ID) async throws(StoreFailure) -> SeenUser? {
    try await store.read(for: tenant) { [permission] scope throws(StoreFailure) in
      let sight = try await scope.sight(of: bearer, by: permission)
      let departments = try await scope.departments(of: id)
      switch sight {
      case .everything: break
      case .departments(let seen): guard departments.contains(where: seen.contains) else { return nil }
      case .own(let own): guard own == id else { return nil }
      case nil: return nil
      }
      return try await scope.user(id).map { SeenUser($0, in: departments) }
    }
  }
}
