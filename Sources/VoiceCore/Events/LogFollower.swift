/// Does something with every fact: delivers webhooks, counts, writes transcripts.
///
/// Facts of a tenant come in the order of its log, each at least once: again when handling failed, when the node died
/// before it was known that it hadn't, and when two nodes follow under one name. So handling a fact again changes nothing.
public protocol LogFollower: Sendable {
  /// Whose place in the log is kept.
  var name: FollowerName { get }

  /// Begins with a tenant, from what is stored now: at first, and again when facts that it hadn't seen are forgotten.
  /// What is still in the log comes after that.
  func begin(with tenant: Tenant.ID) async throws(FollowFailure)

  /// Handles facts. After a failure the same come again, later and perhaps with more.
  func follow(_ facts: [LoggedFact], of tenant: Tenant.ID) async throws(FollowFailure)
}

/// Why a follower could not go on with a tenant. Trying again later may help with either.
public enum FollowFailure: Error, Equatable, Sendable {
  case store(StoreFailure)
  /// The follower's own reason: what it delivers to doesn't answer.
  case notHandled
}
