/// Hands a follower page after page, and keeps its place after each.
struct FollowedLog: LogReader {
  let store: any Store
  let follower: any LogFollower

  func catchUp(with tenant: Tenant.ID) async throws(FollowFailure) -> Bool {
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
    for _ in 1...FollowLog.maximumPages {
      let from = place
      let page = try await stored { () throws(StoreFailure) in
        try await store.read(for: tenant) { scope throws(StoreFailure) in
          try await scope.log(after: from, limit: FollowLog.maximumFacts)
        }
      }
      switch page {
      case .facts(let facts):
        guard let last = facts.last else { return true }
        try await follower.follow(facts, of: tenant)
        guard try await keep(last.position, of: tenant) else { return true }
        guard facts.count == FollowLog.maximumFacts else { return true }
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
