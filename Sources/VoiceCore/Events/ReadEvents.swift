/// Reads a tenant's log for the world outside, where events are known by their names.
public struct ReadEvents: Sendable {
  /// The most events on one page.
  public static let maximumPage = 500

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Events that a bearer sees, and where to go on.
  public struct Page: Sendable {
    public let events: [TenantEvent]
    /// The fact after which the next page begins; `nil` when the log holds no more. It isn't seen by the bearer where many that
    /// aren't follow each other, and tells nothing but a call's id.
    public let next: EventID?
  }

  /// The most facts that are looked through for one page.
  static let maximumFacts = JoinEvents.maximumFacts

  /// The events that a bearer sees after one (`nil`: from the oldest that is kept), in order, at most `limit`; fewer where
  /// many that aren't seen lie between. `nil` when the tenant has no such event, or it is forgotten, so that the reader can't go on
  /// from there; and for a bearer who may see no events.
  public func page(
    for bearer: Bearer, of tenant: Tenant.ID, after event: EventID?, topics: EventTopics = EventTopics(), limit: Int
  ) async throws(StoreFailure) -> Page? {
    let limit = min(max(limit, 1), Self.maximumPage)
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let sight = try await scope.sight(of: bearer, by: .readEvents) else { return nil }
      var place: LogPosition?
      if let event {
        guard let found = try await scope.position(of: event) else { return nil }
        place = found
      }
      var places = CallPlaces()
      var seen: [TenantEvent] = []
      var count = 0
      var last: EventID?
      while count < Self.maximumFacts {
        guard case .facts(let facts) = try await scope.log(after: place, limit: JoinEvents.pageLength) else {
          return nil
        }
        for event in try await scope.events(among: facts, knowing: &places)
        where event.isSeen(by: sight) && topics.contain(event) {
          // One more than is wanted tells that there is more.
          if seen.count == limit { return Page(events: seen, next: seen.last?.id) }
          seen.append(event)
        }
        guard facts.count == JoinEvents.pageLength, let end = facts.last else { return Page(events: seen, next: nil) }
        (place, last) = (end.position, end.id)
        count += facts.count
      }
      return Page(events: seen, next: last)
    }
  }
}
