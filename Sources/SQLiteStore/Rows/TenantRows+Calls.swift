import VoiceCore

extension TenantRows {
  /// How much was ever numbered of a call; zeros, also for the version, when there is no such call.
  struct Numbered: Sendable {
    let version: RowVersion
    let count: Int
  }

  func facts(of call: Call.ID) async throws(StoreFailure) -> [RecordedFact] {
    let rows = try await rows(
      "SELECT ordinal, at, body FROM call_facts WHERE tenant_id = ? AND call_id = ? ORDER BY ordinal", of: call)
    var facts: [RecordedFact] = []
    for row in rows {
      let at = Timestamp(microseconds: row.second)
      facts.append(RecordedFact(call: call, ordinal: Int(row.first), at: at, fact: try row.value()))
    }
    return facts
  }

  func pendingIntentions(of call: Call.ID) async throws(StoreFailure) -> [PendingIntention] {
    let rows = try await rows(
      "SELECT ordinal, since, body FROM call_intentions WHERE tenant_id = ? AND call_id = ? ORDER BY ordinal", of: call)
    var pending: [PendingIntention] = []
    for row in rows {
      let since = Timestamp(microseconds: row.second)
      pending.append(
        PendingIntention(call: call, ordinal: Int(row.first), intention: try row.value(), since: since))
    }
    return pending
  }

  func transcript(of call: Call.ID) async throws(StoreFailure) -> [Utterance] {
    let rows = try await rows(
      "SELECT ordinal, 0, body FROM utterances WHERE tenant_id = ? AND call_id = ? ORDER BY ordinal", of: call)
    var utterances: [Utterance] = []
    for row in rows { utterances.append(try row.value()) }
    return utterances
  }

  func numberedFacts(of call: Call.ID) async throws(StoreFailure) -> Numbered {
    try await numbered("SELECT version, fact_count, '' FROM calls WHERE tenant_id = ? AND id = ?", of: call)
  }

  func numberedIntentions(of call: Call.ID) async throws(StoreFailure) -> Numbered {
    try await numbered("SELECT version, intention_count, '' FROM calls WHERE tenant_id = ? AND id = ?", of: call)
  }

  private func numbered(_ sql: String, of call: Call.ID) async throws(StoreFailure) -> Numbered {
    let row = try await rows(sql, of: call).first
    return Numbered(version: row?.first ?? 0, count: Int(row?.second ?? 0))
  }

  private func rows(_ sql: String, of call: Call.ID) async throws(StoreFailure) -> [StoredRow] {
    try await source.rows(Query(sql, tenant.description, call.description))
  }
}
