import VoiceCore

extension Tables {
  static let knowledge = Table<KnowledgeEntry>(
    TableSchema("knowledge_entries", key: [.init("id", .id)]), key: { entry, _ in [.id(entry.id)] })
}
