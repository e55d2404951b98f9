/// Reads what the receptionist knows.
public protocol KnowledgeSnapshot: Sendable {
  /// All entries, active or not, higher priority first, then by id.
  func knowledge() async throws(StoreFailure) -> [KnowledgeEntry]
}

/// Writes what the receptionist knows.
public protocol KnowledgeScope: KnowledgeSnapshot {
  /// Adds or changes an entry.
  func save(_ entry: KnowledgeEntry) async throws(StoreFailure)
}
