/// Reads who is signed in.
public protocol SessionSnapshot: Sendable {
  /// The session whose tokens have this common half.
  func session(_ family: TokenDigest) async throws(StoreFailure) -> Session?
  /// A user's sessions, the one renewed longest ago first (then by id).
  func sessions(of user: User.ID) async throws(StoreFailure) -> [Session]
}

/// Writes who is signed in.
public protocol SessionScope: SessionSnapshot {
  /// Adds or changes a session; its family is found by the platform directory from the commit on.
  /// The commit throws `.taken(.refreshToken)` when the family exists.
  func save(_ session: Session) async throws(StoreFailure)
  /// Takes a session out; one that isn't there is no error.
  func remove(_ session: Session) async throws(StoreFailure)
}
