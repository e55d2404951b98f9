extension FollowLog {
  /// How far a follower has come in this process. Begins anew with each process: what counts is kept with each tenant.
  public struct Progress: Equatable, Sendable {
    /// The last head that was looked at.
    public internal(set) var head: LogPosition?
    /// Who has facts that aren't handled though their heads were seen, in the order of ids.
    public internal(set) var behind: [Tenant.ID] = []
    /// Whether going on at once would find more.
    public internal(set) var hasMore = false
    /// What went wrong last; `nil` when nothing did.
    public internal(set) var failure: FollowFailure?

    /// At the beginning.
    public init() {}
  }
}
