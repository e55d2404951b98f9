import VoiceCore

extension Tables {
  static let knowledge = Table<KnowledgeEntry>(
    TableSchema("knowledge_entries", key: [.init("id", .id)]), key: { entry, _ in [.id(entry.id)] })

  static let knowledgeTestSets = Table<KnowledgeTestSet>(
    TableSchema("knowledge_test_sets", key: [.init("id", .id)]), key: { set, _ in [.id(set.id)] })

  static let knowledgeSuggestions = Table<KnowledgeSuggestion>(
    TableSchema("knowledge_suggestions", key: [.init("id", .id)]), key: { suggestion, _ in [.id(suggestion.id)] })

  /// At most one row: how much there is.
  static let knowledgeHoldings = Table<KnowledgeHoldings>(
    TableSchema("knowledge_holdings", key: []), key: { _, _ in [] })
}
