extension FollowLog {
  /// How far a follower has come in this process. Begins anew with each process: what counts is kept with each tenant.
  public struct Progress: Equatable, Sendable {
    /// The last head that was looked at.
    public internal(set) var head: LogPosition?
    /// Who has facts that aren't handled though their heads were seen, in the order of ids.
    public internal(set) var behind: [Tenant.ID] = []
    /// Whether going on at once would find more.
    public internal(set) var hasMore = false
    /// What went wrong in the last turn; `nil` when nothing did.
    public internal(set) var failure: FollowFailure?
    /// Those of whom something couldn't be handled, until they are tried again.
    var rests: [Tenant.ID: Rest] = [:]

    /// At the beginning.
    public init() {}
  }

  /// The pause of a tenant after failures: others don't wait for it at every commit of the deployment.
  struct Rest: Equatable, Sendable {
    let failures: Int
    let until: Timestamp
  }
}
