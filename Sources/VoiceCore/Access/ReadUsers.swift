/// Reads a tenant's people for its administrators.
public struct ReadUsers: Sendable {
  /// The most users on one page.
  public static let maximumPage = 500

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// A page of users by id, and the one after which the next page begins; `nil` after the last.
  public func page(
    of tenant: Tenant.ID, after cursor: User.ID?, limit: Int
  ) async throws(StoreFailure) -> (users: [User], next: User.ID?) {
    let limit = min(max(limit, 1), Self.maximumPage)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.users(after: cursor, limit: limit + 1)
    }
    guard found.count > limit else { return (found, nil) }
    return (Array(found.prefix(limit)), found[limit - 1].id)
  }

  /// One user; `nil` when the tenant has no such user.
  public func user(_ id: User.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> User? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.user(id) }
  }
}
