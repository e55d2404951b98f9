/// Reads which persons' data were erased, for the tenant's administrators.
public struct ReadPersonErasures: Sendable {
  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// A page of them by id, which is by age; at most `ReadScreening.maximumPage`.
  public func page(
    of tenant: Tenant.ID, after cursor: PersonErasure.ID?, limit: Int
  ) async throws(StoreFailure) -> PageOfList<PersonErasure, PersonErasure.ID> {
    let limit = min(max(limit, 1), ReadScreening.maximumPage)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.personErasures(after: cursor, limit: limit + 1)
    }
    return PageOfList(found, limit, \.id)
  }

  /// One of them.
  public func callAsFunction(
    _ id: PersonErasure.ID, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> PersonErasure? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.personErasure(id) }
  }
}
