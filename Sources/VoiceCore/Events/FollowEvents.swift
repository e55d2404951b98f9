/// Reads the log on for a room.
public struct FollowEvents: Sendable {
  /// The most facts that are read at once.
  public static let maximumFacts = 256

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// What comes after the room's place; `nil` when some of that is forgotten: then its readers join anew.
  public func callAsFunction(
    _ question: EventRoom.Question, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> EventTurn? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      let place = question.place
      guard case .facts(let facts) = try await scope.log(after: place, limit: Self.maximumFacts) else { return nil }
      var places = question.places
      let events = try await scope.events(among: facts, knowing: &places)
      var sights: [Bearer: Sight]?
      if let bearers = question.bearers {
        var seen: [Bearer: Sight] = [:]
        for bearer in bearers { seen[bearer] = try await scope.sight(of: bearer, by: .readEvents) }
        sights = seen
      }
      return EventTurn(
        stretch: EventStretch(from: place, through: facts.last?.position ?? place, events: events),
        sights: sights, places: places, hasMore: facts.count == Self.maximumFacts)
    }
  }
}
