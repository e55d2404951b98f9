import VoiceCore

/// What every scope reads of the audit log.
extension RowView {
  func auditHead() async throws(StoreFailure) -> AuditHead? { try await keptAuditHead()?.head }

  func auditEntries(after position: UInt64, limit: Int) async throws(StoreFailure) -> [ChainedAuditEntry] {
    try await list(.init(after: [.position(position)], limit: limit), in: Tables.auditEntries)
  }

  func auditEntries(before place: AuditPlace?, limit: Int) async throws(StoreFailure) -> [ChainedAuditEntry] {
    let after = place.map { [Part.integer($0.at.microseconds), .position($0.position)] }
    let stretch = RowQuery.Stretch(index: "audit_entries_by_age", after: after, isDescending: true, limit: limit)
    return try await list(stretch, in: Tables.auditEntries)
  }

  func keptAuditHead() async throws(StoreFailure) -> KeptAuditHead? {
    try await find(.key([]), in: Tables.auditHeads)
  }
}

extension UnitOfWork {
  func append(_ draft: AuditDraft) async throws(StoreFailure) { _ = try await append(draft) { _, _ in true } }

  func appendRefusal(_ draft: AuditDraft) async throws(StoreFailure) -> Bool {
    try await append(draft) { kept, entry in kept.refusals.admit(entry) }
  }

  private func append(
    _ draft: AuditDraft, if admits: @Sendable (inout KeptAuditHead, AuditEntry) -> Bool
  ) async throws(StoreFailure) -> Bool {
    let chain = AuditChain(of: codec.tenant, digest: draft.digest)
    // Read by its key, and thereby guarded: two who append at once don't both find the same head.
    var kept = try await keptAuditHead() ?? KeptAuditHead(head: chain.beginning)
    guard admits(&kept, draft.entry) else { return false }
    let link = chain.append(draft.entry, after: kept.head)
    kept.head = link.head
    try insert(link, in: Tables.auditEntries)
    try put(kept, in: Tables.auditHeads)
    return true
  }
}
