/// Reads what was answered.
public protocol KeptAnswerSnapshot: Sendable {
  /// What is kept at a place.
  func keptAnswer(at place: TokenDigest) async throws(StoreFailure) -> KeptAnswer?
  /// The oldest, by when they were begun.
  func keptAnswers(limit: Int) async throws(StoreFailure) -> [KeptAnswer]
}

/// Writes what was answered.
public protocol KeptAnswerScope: KeptAnswerSnapshot {
  /// Keeps an answer, instead of what was at its place.
  func save(_ answer: KeptAnswer) async throws(StoreFailure)
  /// Takes an answer out; one that isn't there is no error.
  func remove(_ answer: KeptAnswer) async throws(StoreFailure)
}
