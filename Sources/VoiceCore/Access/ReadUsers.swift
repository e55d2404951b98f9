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
  ) async throws(StoreFailure) -> (users: [User], next: User.ID?) {
    let limit = min(max(limit, 1), Self.maximumPage)
    let found = try await store.read(for: tenant) { [permission] scope throws(StoreFailure) in
      try await scope.users(
        seenBy: try await scope.sight(of: bearer, by: permission), after: cursor, limit: limit + 1)
    }
    guard found.count > limit else { return (found, nil) }
    return (Array(found.prefix(limit)), found[limit - 1].id)
  }

  /// One user; `nil` when the bearer sees no such user.
  public func user(_ id: User.ID, for bearer: Bearer, of tenant: Tenant.ID) async throws(StoreFailure) -> User? {
    try await store.read(for: tenant) { [permission] scope throws(StoreFailure) in
      switch try await scope.sight(of: bearer, by: permission) {
      case .everything: break
      case .departments(let seen):
        guard try await scope.departments(of: id).contains(where: seen.contains) else { return nil }
      case .own(let own): guard own == id else { return nil }
      case nil: return nil
      }
      return try await scope.user(id)
    }
  }
}

extension TenantSnapshot {
  /// Users that are seen, by id.
  fileprivate func users(
    seenBy sight: Sight?, after cursor: User.ID?, limit: Int
  ) async throws(StoreFailure) -> [User] {
    switch sight {
    case .everything: return try await users(after: cursor, limit: limit)
    case .departments(let seen):
      var ids: Set<User.ID> = []
      for department in seen.sorted() { ids.formUnion(try await members(of: department)) }
      return try await users(ids, after: cursor, limit: limit)
    case .own(let own): return try await users([own], after: cursor, limit: limit)
    case nil: return []
    }
  }

  private func users(
    _ ids: Set<User.ID>, after cursor: User.ID?, limit: Int
  ) async throws(StoreFailure) -> [User] {
    var found: [User] = []
    for id in ids.sorted() where cursor.map({ $0 < id }) ?? true {
      guard found.count < limit else { break }
      if let user = try await user(id) { found.append(user) }
    }
    return found
  }
}
