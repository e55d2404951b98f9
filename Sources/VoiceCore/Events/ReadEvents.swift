/// Reads a tenant's log for the world outside, where events are known by their names.
public struct ReadEvents: Sendable {
  /// The most events on one page.
  public static let maximumPage = 500

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// What came after an event (`nil`: from the oldest that is kept), in order, all facts that stay inside too.
  /// `nil` when the tenant has no such event, or it is forgotten: the reader can't go on from there.
  public func page(
    of tenant: Tenant.ID, after event: EventID?, limit: Int
  ) async throws(StoreFailure) -> [LoggedFact]? {
    let limit = min(max(limit, 1), Self.maximumPage)
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let event else { return try await scope.log(after: nil, limit: limit).facts }
      guard let place = try await scope.position(of: event),
        case .facts(let facts) = try await scope.log(after: place, limit: limit)
      else { return nil }
      return facts
    }
  }
}
