import VoiceCore

extension Tables {
  /// The chain. Rows are added and never changed; they go with the tenant, once its keys are destroyed.
  static let auditEntries = Table<ChainedAuditEntry>(
    TableSchema(
      "audit_entries", key: [.init("position", .integer)], columns: [.init("at", .integer)],
      indexes: [.init("audit_entries_by_age", on: ["at"])]), isExact: true,
    key: { entry, _ in [.position(entry.position)] },
    columns: { entry, _ in [.integer(entry.entry.at.microseconds)] })

  /// At most one row: where the chain stands. Its position never goes back.
  static let auditHeads = Table<KeptAuditHead>(
    TableSchema("audit_heads", key: [], columns: [.init("position", .integer)]), isExact: true,
    key: { _, _ in [] }, columns: { kept, _ in [.position(kept.head.position)] })
}

/// A chain's head, and the refusals that were told of lately.
struct KeptAuditHead: Sendable, Codable {
  var head: AuditHead
  var refusals = RefusalTally()
}

extension Part {
  /// A place in a chain. One that no chain reaches counts as the last one that can be kept.
  static func position(_ position: UInt64) -> Part { .integer(Int64(clamping: position)) }
}
