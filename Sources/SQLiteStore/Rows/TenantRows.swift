import VoiceCore

/// The reads of one tenant's rows. Every statement names the tenant, first of all.
struct TenantRows: Sendable {
  let tenant: Tenant.ID
  let source: any RowSource

  init(of tenant: Tenant.ID, from source: any RowSource) {
    self.tenant = tenant
    self.source = source
  }

  /// The row at a key with its version; 0 and `nil` when it isn't there.
  func row<Value: Decodable & Sendable>(
    at key: RowKey, as type: Value.Type = Value.self
  ) async throws(StoreFailure) -> (version: RowVersion, value: Value?) {
    guard let row = try await source.rows(key.query(of: tenant)).first else { return (0, nil) }
    return (row.first, try row.value(as: type))
  }

  /// The values of a list that is one column of bodies.
  func list<Value: Decodable & Sendable>(
    _ sql: String, as type: Value.Type = Value.self
  ) async throws(StoreFailure) -> [Value] {
    var values: [Value] = []
    for row in try await source.rows(Query(sql, tenant.description)) { values.append(try row.value(as: type)) }
    return values
  }

  func phoneLines() async throws(StoreFailure) -> [PhoneLine] {
    try await list("SELECT 0, 0, body FROM phone_lines WHERE tenant_id = ? ORDER BY number")
  }

  func departments() async throws(StoreFailure) -> [Department] {
    try await list("SELECT 0, 0, body FROM departments WHERE tenant_id = ? ORDER BY id")
  }

  func spamRules() async throws(StoreFailure) -> [SpamRule] {
    try await list("SELECT 0, 0, body FROM spam_rules WHERE tenant_id = ? ORDER BY id")
  }

  func knowledge() async throws(StoreFailure) -> [KnowledgeEntry] {
    try await list("SELECT 0, 0, body FROM knowledge_entries WHERE tenant_id = ? ORDER BY priority DESC, id")
  }

  func allowList() async throws(StoreFailure) -> Set<PhoneNumber> {
    let rows = try await source.rows(
      Query("SELECT 0, 0, number FROM allowed_numbers WHERE tenant_id = ?", tenant.description))
    var numbers: Set<PhoneNumber> = []
    for row in rows {
      guard let number = PhoneNumber(String(decoding: row.body, as: UTF8.self)) else { throw .corrupt }
      numbers.insert(number)
    }
    return numbers
  }

  func calls(after cursor: CallCursor?, limit: Int) async throws(StoreFailure) -> [Call] {
    let query =
      if let cursor {
        Query(
          """
          SELECT 0, 0, body FROM calls WHERE tenant_id = ? AND (started_at, id) < (?, ?)
          ORDER BY started_at DESC, id DESC LIMIT ?
          """, tenant.description, cursor.startedAt.microseconds, cursor.call.description, max(0, limit))
      } else {
        Query(
          "SELECT 0, 0, body FROM calls WHERE tenant_id = ? ORDER BY started_at DESC, id DESC LIMIT ?",
          tenant.description, max(0, limit))
      }
    var calls: [Call] = []
    for row in try await source.rows(query) { calls.append(try row.value()) }
    return calls
  }
}
