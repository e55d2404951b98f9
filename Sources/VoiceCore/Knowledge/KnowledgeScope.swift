/// Reads what the receptionist knows.
public protocol KnowledgeSnapshot: Sendable {
  /// All entries, active or not, higher priority first, then by id.
  func knowledge() async throws(StoreFailure) -> [KnowledgeEntry]
  /// Entries by id, after this one.
  func knowledge(after cursor: KnowledgeEntry.ID?, limit: Int) async throws(StoreFailure) -> [KnowledgeEntry]
  /// One entry.
  func knowledgeEntry(_ id: KnowledgeEntry.ID) async throws(StoreFailure) -> KnowledgeEntry?
  /// Sets of questions by id, after this one.
  func knowledgeTestSets(
    after cursor: KnowledgeTestSet.ID?, limit: Int
  ) async throws(StoreFailure) -> [KnowledgeTestSet]
  /// One set of questions.
  func knowledgeTestSet(_ id: KnowledgeTestSet.ID) async throws(StoreFailure) -> KnowledgeTestSet?
  /// Suggestions by id, after this one.
  func knowledgeSuggestions(
    after cursor: KnowledgeSuggestion.ID?, limit: Int
  ) async throws(StoreFailure) -> [KnowledgeSuggestion]
  /// One suggestion.
  func knowledgeSuggestion(_ id: KnowledgeSuggestion.ID) async throws(StoreFailure) -> KnowledgeSuggestion?
  /// How much there is; `nil` where nobody has counted yet.
  func knowledgeHoldings() async throws(StoreFailure) -> KnowledgeHoldings?
}

/// Writes what the receptionist knows.
public protocol KnowledgeScope: KnowledgeSnapshot {
  /// Adds or changes an entry.
  func save(_ entry: KnowledgeEntry) async throws(StoreFailure)
  /// Takes an entry out; one that isn't there is no error.
  func removeKnowledgeEntry(_ id: KnowledgeEntry.ID) async throws(StoreFailure)
  /// Adds or changes a set of questions.
  func save(_ set: KnowledgeTestSet) async throws(StoreFailure)
  /// Takes a set of questions out; one that isn't there is no error.
  func removeKnowledgeTestSet(_ id: KnowledgeTestSet.ID) async throws(StoreFailure)
  /// Adds or changes a suggestion.
  func save(_ suggestion: KnowledgeSuggestion) async throws(StoreFailure)
  /// Takes a suggestion out; one that isn't there is no error.
  func removeKnowledgeSuggestion(_ id: KnowledgeSuggestion.ID) async throws(StoreFailure)
  /// Keeps how much there is: whoever adds or removes counts it in the same unit of work.
  func save(_ holdings: KnowledgeHoldings) async throws(StoreFailure)
}
