/// Takes a follower along the logs of all tenants, as far as they have grown.
public struct FollowLog: Sendable {
  /// The most facts that a follower is handed at once.
  public static let maximumFacts = 256
  /// The most such pages of one tenant before others have their turn.
  public static let maximumPages = 8
  /// The pause of a tenant after one failure; twice as long after each further one.
  public static let firstRest: Duration = .milliseconds(500)
  /// The longest such pause.
  public static let longestRest: Duration = .seconds(60)
  /// The most heads that are looked at in one turn.
  public static let maximumHeads = 1_024

  private let store: any Store
  private let follower: any LogFollower

  /// A use case on these ports.
  public init(store: any Store, follower: any LogFollower) {
    self.store = store
    self.follower = follower
  }

  /// One turn: those whose logs have grown or who were behind, then those who failed before and have rested for it. So a
  /// tenant that fails holds up nobody else.
  public func callAsFunction(_ progress: Progress, at now: Timestamp) async -> Progress {
    var next = progress
    (next.hasMore, next.failure) = (false, nil)
    var heads: [LogHead] = []
    do throws(StoreFailure) {
      heads = try await store.platform.logHeads(after: progress.head, limit: Self.maximumHeads)
    } catch {
      next.failure = .store(error)
    }
    next.head = heads.last?.position ?? progress.head
    next.hasMore = heads.count == Self.maximumHeads
    let all = Set(progress.behind).union(heads.map(\.tenant)).sorted()
    var behind = all.filter { tenant in progress.rests[tenant].map { now < $0.until } ?? false }
    let ready = all.filter { progress.rests[$0] == nil }
    let rested = all.filter { tenant in progress.rests[tenant].map { now >= $0.until } ?? false }
    for tenant in ready + rested {
      do throws(FollowFailure) {
        let isThrough = try await catchUp(with: tenant)
        next.rests[tenant] = nil
        guard !isThrough else { continue }
        next.hasMore = true
      } catch {
        next.failure = error
        next.rests[tenant] = Rest(after: (progress.rests[tenant]?.failures ?? 0) + 1, at: now)
      }
      behind.append(tenant)
    }
    next.behind = behind.sorted()
    return next
  }

  /// `false` when a tenant's turn was over before its log was.
  private func catchUp(with tenant: Tenant.ID) async throws(FollowFailure) -> Bool {
    let name = follower.name
    var place: LogPosition?
    do throws(StoreFailure) {
      place = try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.position(of: name) }
    } catch {
      // A tenant that is erased is followed no more: it would fail for ever.
      if error == .notFound { return true }
      throw .store(error)
    }
    if place == nil { try await follower.begin(with: tenant) }
    for _ in 1...Self.maximumPages {
      let from = place
      let page = try await stored { () throws(StoreFailure) in
        try await store.read(for: tenant) { scope throws(StoreFailure) in
          try await scope.log(after: from, limit: Self.maximumFacts)
        }
      }
      switch page {
      case .facts(let facts):
        guard let last = facts.last else { return true }
        try await follower.follow(facts, of: tenant)
        guard try await keep(last.position, of: tenant) else { return true }
        guard facts.count == Self.maximumFacts else { return true }
        place = last.position
      case .forgotten(let floor):
        try await follower.begin(with: tenant)
        guard try await keep(floor, of: tenant) else { return true }
        place = floor
      }
    }
    return false
  }

  /// Another node under the same name may have come further: then its place stays. `false` for a tenant that is erased meanwhile.
  private func keep(_ place: LogPosition, of tenant: Tenant.ID) async throws(FollowFailure) -> Bool {
    let name = follower.name
    do throws(StoreFailure) {
      try await store.transaction(for: tenant) { scope throws(StoreFailure) in
        if let kept = try await scope.position(of: name), kept >= place { return }
        try await scope.save(FollowerPosition(follower: name, position: place))
      }
      return true
    } catch {
      if error == .notFound { return false }
      throw .store(error)
    }
  }

  private func stored<Outcome: Sendable>(
    _ work: () async throws(StoreFailure) -> Outcome
  ) async throws(FollowFailure) -> Outcome {
    do throws(StoreFailure) { return try await work() } catch { throw .store(error) }
  }
}

extension FollowLog.Rest {
  fileprivate init(after failures: Int, at moment: Timestamp) {
    self.failures = failures
    // Seven doublings reach the longest.
    until = moment + min(FollowLog.firstRest * Int64(1 << min(failures - 1, 7)), FollowLog.longestRest)
  }
}
