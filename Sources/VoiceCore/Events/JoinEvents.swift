/// Somebody begins to hear of a tenant's events, or comes back after a cut: with the name of the last one they get the rest, or how
/// things stand when that is too much or the name is unknown (property 17).
public struct JoinEvents: Sendable {
  /// The most facts that are looked through for one reader; who has missed more starts from how things stand.
  public static let maximumFacts = 2_048
  static let pageLength = 256

  /// What a reader says.
  public struct Wish: Sendable {
    /// The last event that it knows; `nil` for one who comes for the first time.
    public let last: EventID?
    public let topics: EventTopics

    /// A reader who knows this and wants that.
    public init(after last: EventID? = nil, topics: EventTopics = EventTopics()) {
      self.last = last
      self.topics = topics
    }
  }

  private let store: any Store
  private let time: any TimeSource

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource) {
    self.store = store
    self.time = time
  }

  /// The reader's stream; `nil` for a bearer who may see no events.
  /// - Parameter end: a place near the end of the tenant's log, from which its end is looked for; `nil` for its beginning.
  /// - Throws: `.unavailable` when the end is further than is looked.
  public func callAsFunction(
    _ wish: Wish, by bearer: Bearer, of tenant: Tenant.ID, near end: LogPosition?
  ) async throws(StoreFailure) -> EventStream? {
    let now = time.now()
    return try await store.read(for: tenant) { scope throws(StoreFailure) in
      guard let sight = try await scope.sight(of: bearer, by: .readEvents) else { return nil }
      var start = end
      if let last = wish.last, let place = try await scope.position(of: last) {
        let missed = try await scope.stretch(after: place, atMost: Self.maximumFacts)
        if let missed, missed.isWhole {
          let stream = EventStream(of: bearer, sight: sight, topics: wish.topics, resuming: last, with: missed.stretch)
          if !stream.isCutOff, stream.waitingCount <= EventStream.maximumMissed { return stream }
        }
        start = [end, missed?.stretch.through].compactMap(\.self).max()
      }
      guard var rest = try await scope.end(near: start) else { throw .unavailable }
      func last() -> TenantEvent? { rest.events.last { $0.isSeen(by: sight) && wish.topics.contain($0) } }
      // Nothing near the end is for this reader: where the whole log can be looked through, the last one before is found.
      if last() == nil, start != nil, let all = try await scope.end(near: nil) { rest = all }
      return EventStream(
        of: bearer, sight: sight, topics: wish.topics, from: try await scope.board(for: bearer, seeing: sight, at: now),
        last: last()?.id, at: rest.through)
    }
  }
}

extension TenantSnapshot {
  /// What comes after a place, as far as so many facts go, and whether that is all; `nil` when some of it is forgotten.
  func stretch(
    after start: LogPosition?, atMost maximum: Int
  ) async throws(StoreFailure) -> (stretch: EventStretch, isWhole: Bool)? {
    var places = CallPlaces()
    var events: [TenantEvent] = []
    var place = start
    var count = 0
    while count < maximum {
      guard case .facts(let facts) = try await log(after: place, limit: JoinEvents.pageLength) else { return nil }
      events += try await self.events(among: facts, knowing: &places)
      place = facts.last?.position ?? place
      count += facts.count
      if facts.count < JoinEvents.pageLength {
        return (EventStretch(from: start, through: place, events: events), true)
      }
    }
    return (EventStretch(from: start, through: place, events: events), false)
  }

  /// The last stretch of the log, from a place near its end; `nil` when that is too far. The commit of that place is among it, so
  /// that a log that has just been read to its end doesn't end without an event.
  fileprivate func end(near place: LogPosition?) async throws(StoreFailure) -> EventStretch? {
    var start = place.map { LogPosition(commit: $0.commit, number: 0) }
    if let place = start, case .forgotten(let floor) = try await log(after: place, limit: 1) { start = floor }
    guard let (stretch, isWhole) = try await stretch(after: start, atMost: JoinEvents.maximumFacts), isWhole else {
      return nil
    }
    return stretch
  }

  /// How things stand, for a bearer who sees this of the events.
  fileprivate func board(for bearer: Bearer, seeing sight: Sight, at now: Timestamp) async throws(StoreFailure)
    -> EventBoard
  {
    let live = try await liveCalls(after: nil, limit: EventBoard.maximum + 1)
    var calls: [Call] = []
    for entry in live.prefix(EventBoard.maximum) {
      guard let call = try await call(entry.call), sight.covers(call.department) else { continue }
      calls.append(call)
    }
    let line = try await line(for: bearer, in: nil, after: nil, limit: EventBoard.maximum, at: now)
    return EventBoard(
      at: now, calls: calls, agents: try await agents(seenBy: bearer), waiting: line?.waiting ?? [],
      isCut: live.count > EventBoard.maximum || line?.next != nil)
  }
}
