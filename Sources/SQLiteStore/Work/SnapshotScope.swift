import VoiceCore

/// One tenant's rows as of one instant.
struct SnapshotScope: TenantSnapshot {
  let rows: TenantRows

  func tenant() async throws(StoreFailure) -> Tenant? { try await rows.row(at: .tenant).value }
  func user(_ email: EmailAddress) async throws(StoreFailure) -> User? { try await rows.row(at: .email(email)).value }
  func user(_ id: User.ID) async throws(StoreFailure) -> User? { try await rows.row(at: .user(id)).value }
  func phoneLines() async throws(StoreFailure) -> [PhoneLine] { try await rows.phoneLines() }
  func departments() async throws(StoreFailure) -> [Department] { try await rows.departments() }
  func department(_ id: Department.ID) async throws(StoreFailure) -> Department? {
    try await rows.row(at: .department(id)).value
  }
  func spamRules() async throws(StoreFailure) -> [SpamRule] { try await rows.spamRules() }
  func allowList() async throws(StoreFailure) -> Set<PhoneNumber> { try await rows.allowList() }
  func knowledge() async throws(StoreFailure) -> [KnowledgeEntry] { try await rows.knowledge() }
  func queue(of department: Department.ID) async throws(StoreFailure) -> CallQueue {
    try await rows.row(at: .queue(department)).value ?? CallQueue(department: department)
  }
  func call(_ id: Call.ID) async throws(StoreFailure) -> Call? { try await rows.row(at: .call(id)).value }
  func call(_ carrierID: CarrierCallID) async throws(StoreFailure) -> Call? {
    try await rows.row(at: .carrierCall(carrierID)).value
  }
  func calls(after cursor: CallCursor?, limit: Int) async throws(StoreFailure) -> [Call] {
    try await rows.calls(after: cursor, limit: limit)
  }
  func detailRecord(of call: Call.ID) async throws(StoreFailure) -> CallDetailRecord? {
    try await rows.row(at: .record(call)).value
  }
  func facts(of call: Call.ID) async throws(StoreFailure) -> [RecordedFact] { try await rows.facts(of: call) }
  func pendingIntentions(of call: Call.ID) async throws(StoreFailure) -> [PendingIntention] {
    try await rows.pendingIntentions(of: call)
  }
  func transcript(of call: Call.ID) async throws(StoreFailure) -> [Utterance] { try await rows.transcript(of: call) }
}
