import VoiceCore

/// What every scope reads of what the receptionist knows.
extension RowView {
  func knowledge() async throws(StoreFailure) -> [KnowledgeEntry] {
    try await list(.init(), in: Tables.knowledge).sorted(by: KnowledgeEntry.goesBefore)
  }
  func knowledge(after cursor: KnowledgeEntry.ID?, limit: Int) async throws(StoreFailure) -> [KnowledgeEntry] {
    try await list(.init(after: cursor.map { [.id($0)] }, limit: limit), in: Tables.knowledge)
  }
  func knowledgeEntry(_ id: KnowledgeEntry.ID) async throws(StoreFailure) -> KnowledgeEntry? {
    try await find(.key([.id(id)]), in: Tables.knowledge)
  }
  func knowledgeTestSets(
    after cursor: KnowledgeTestSet.ID?, limit: Int
  ) async throws(StoreFailure) -> [KnowledgeTestSet] {
    try await list(.init(after: cursor.map { [.id($0)] }, limit: limit), in: Tables.knowledgeTestSets)
  }
  func knowledgeTestSet(_ id: KnowledgeTestSet.ID) async throws(StoreFailure) -> KnowledgeTestSet? {
    try await find(.key([.id(id)]), in: Tables.knowledgeTestSets)
  }
  func knowledgeSuggestions(
    after cursor: KnowledgeSuggestion.ID?, limit: Int
  ) async throws(StoreFailure) -> [KnowledgeSuggestion] {
    try await list(.init(after: cursor.map { [.id($0)] }, limit: limit), in: Tables.knowledgeSuggestions)
  }
  func knowledgeSuggestion(_ id: KnowledgeSuggestion.ID) async throws(StoreFailure) -> KnowledgeSuggestion? {
    try await find(.key([.id(id)]), in: Tables.knowledgeSuggestions)
  }
  func knowledgeHoldings() async throws(StoreFailure) -> KnowledgeHoldings? {
    try await find(.key([]), in: Tables.knowledgeHoldings)
  }
}

extension UnitOfWork {
  func save(_ entry: KnowledgeEntry) async throws(StoreFailure) { try put(entry, in: Tables.knowledge) }
  func removeKnowledgeEntry(_ id: KnowledgeEntry.ID) async throws(StoreFailure) {
    try delete([.id(id)], in: Tables.knowledge.schema)
  }
  func save(_ set: KnowledgeTestSet) async throws(StoreFailure) { try put(set, in: Tables.knowledgeTestSets) }
  func removeKnowledgeTestSet(_ id: KnowledgeTestSet.ID) async throws(StoreFailure) {
    try delete([.id(id)], in: Tables.knowledgeTestSets.schema)
  }
  func save(_ suggestion: KnowledgeSuggestion) async throws(StoreFailure) {
    try put(suggestion, in: Tables.knowledgeSuggestions)
  }
  func removeKnowledgeSuggestion(_ id: KnowledgeSuggestion.ID) async throws(StoreFailure) {
    try delete([.id(id)], in: Tables.knowledgeSuggestions.schema)
  }
  func save(_ holdings: KnowledgeHoldings) async throws(StoreFailure) {
    try put(holdings, in: Tables.knowledgeHoldings)
  }
}
