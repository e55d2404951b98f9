/// Why a follower could not go on with a tenant. Trying again later may help with either.
public enum FollowFailure: Error, Equatable, Sendable {
  case store(StoreFailure)
  /// The follower's own reason: what it delivers to doesn't answer.
  case notHandled
}
