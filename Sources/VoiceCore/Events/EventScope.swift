/// Reads a tenant's log.
public protocol EventSnapshot: Sendable {
  /// Facts in the order of commits, from just after a place (`nil`: from the oldest that is kept), at most `limit`.
  ///
  /// A reader who goes on from the last place of each page sees every fact exactly once, and a call's facts without
  /// gaps, whoever writes meanwhile. To promise that, a commit is shown once every commit that began earlier has ended:
  /// it may be there for other reads before. A unit of work doesn't see its own facts here, nor is this read guarded.
  func log(after position: LogPosition?, limit: Int) async throws(StoreFailure) -> LogPage

  /// Where a fact is in the log; `nil` when the tenant has no such fact, or it is forgotten.
  func position(of event: EventID) async throws(StoreFailure) -> LogPosition?

  /// Up to where a follower has come; `nil` when it hasn't begun.
  func position(of follower: FollowerName) async throws(StoreFailure) -> LogPosition?
}

/// Writes what goes with a tenant's log; facts themselves come with calls.
public protocol EventScope: EventSnapshot {
  /// Keeps a follower's place.
  func save(_ position: FollowerPosition) async throws(StoreFailure)

  /// Forgets facts, which must be the oldest of the log: whoever hasn't read them is told so from now on.
  func forget(_ facts: [LoggedFact]) async throws(StoreFailure)
}
