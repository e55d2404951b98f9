/// Goes through a tenant's log from where it was the last time, and keeps its place itself.
public protocol LogReader: Sendable {
  /// Handles what has come; `false` when a tenant's turn was over before its log was.
  func catchUp(with tenant: Tenant.ID) async throws(FollowFailure) -> Bool
}
