/// Asks all questions of a set what callers would be told at this moment. Changes nothing.
public struct RunTestSet: Sendable {
  private let read: ReadKnowledge
  private let attempt: TryKnowledge

  /// A use case on these ports.
  public init(store: any Store, time: any TimeSource, shelf: KnowledgeShelf) {
    read = ReadKnowledge(store: store)
    attempt = TryKnowledge(store: store, time: time, shelf: shelf)
  }

  /// What came of each question; `nil` for a set that isn't there.
  public func callAsFunction(
    _ id: KnowledgeTestSet.ID, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> KnowledgeTestReport? {
    guard let set = try await read.testSet(id, of: tenant) else { return nil }
    return KnowledgeTestReport(set, on: try await attempt.bench(of: tenant))
  }
}
