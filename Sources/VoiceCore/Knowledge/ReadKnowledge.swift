/// Reads what the receptionist knows for the tenant's people, whether it is told to callers or not.
public struct ReadKnowledge: Sendable {
  /// The most on one page.
  public static let maximumPage = 500

  private let store: any Store

  /// A use case on this port.
  public init(store: any Store) { self.store = store }

  /// Entries by id.
  public func entries(
    of tenant: Tenant.ID, after cursor: KnowledgeEntry.ID?, limit: Int
  ) async throws(StoreFailure) -> PageOfList<KnowledgeEntry, KnowledgeEntry.ID> {
    let limit = min(max(limit, 1), Self.maximumPage)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.knowledge(after: cursor, limit: limit + 1)
    }
    return PageOfList(found, limit, \.id)
  }

  /// Sets of questions by id.
  public func testSets(
    of tenant: Tenant.ID, after cursor: KnowledgeTestSet.ID?, limit: Int
  ) async throws(StoreFailure) -> PageOfList<KnowledgeTestSet, KnowledgeTestSet.ID> {
    let limit = min(max(limit, 1), Self.maximumPage)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.knowledgeTestSets(after: cursor, limit: limit + 1)
    }
    return PageOfList(found, limit, \.id)
  }

  /// One set of questions.
  public func testSet(
    _ id: KnowledgeTestSet.ID, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> KnowledgeTestSet? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.knowledgeTestSet(id) }
  }

  /// Suggestions by id.
  public func suggestions(
    of tenant: Tenant.ID, after cursor: KnowledgeSuggestion.ID?, limit: Int
  ) async throws(StoreFailure) -> PageOfList<KnowledgeSuggestion, KnowledgeSuggestion.ID> {
    let limit = min(max(limit, 1), Self.maximumPage)
    let found = try await store.read(for: tenant) { scope throws(StoreFailure) in
      try await scope.knowledgeSuggestions(after: cursor, limit: limit + 1)
    }
    return PageOfList(found, limit, \.id)
  }

  /// One suggestion.
  public func suggestion(
    _ id: KnowledgeSuggestion.ID, of tenant: Tenant.ID
  ) async throws(StoreFailure) -> KnowledgeSuggestion? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.knowledgeSuggestion(id) }
  }

  /// One entry.
  public func entry(_ id: KnowledgeEntry.ID, of tenant: Tenant.ID) async throws(StoreFailure) -> KnowledgeEntry? {
    try await store.read(for: tenant) { scope throws(StoreFailure) in try await scope.knowledgeEntry(id) }
  }
}
