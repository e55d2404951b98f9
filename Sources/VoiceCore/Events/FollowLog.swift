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
  private let reader: any LogReader

  /// A use case on these ports.
  public init(store: any Store, follower: any LogFollower) {
    self.init(store: store, reader: FollowedLog(store: store, follower: follower))
  }

  /// With somebody who keeps their place themselves.
  public init(store: any Store, reader: any LogReader) {
    self.store = store
    self.reader = reader
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
        let isThrough = try await reader.catchUp(with: tenant)
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
}

extension FollowLog.Rest {
  fileprivate init(after failures: Int, at moment: Timestamp) {
    self.failures = failures
    // Seven doublings reach the longest.
    until = moment + min(FollowLog.firstRest * Int64(1 << min(failures - 1, 7)), FollowLog.longestRest)
  }
}
