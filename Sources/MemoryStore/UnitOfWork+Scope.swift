import VoiceCore

extension UnitOfWork: TenantScope {
  func tenant() async throws(StoreFailure) -> Tenant? { try await look(at: .tenant) { $0.tenant?.value } }
  func user(_ email: EmailAddress) async throws(StoreFailure) -> User? {
    try await look(at: .email(email)) { $0.user(email) }
  }
  func user(_ id: User.ID) async throws(StoreFailure) -> User? {
    try await look(at: .user(id)) { $0.users[id]?.value }
  }
  func phoneLines() async throws(StoreFailure) -> [PhoneLine] { try await look(at: nil) { $0.phoneLines() } }
  func departments() async throws(StoreFailure) -> [Department] {
    try await look(at: nil) { $0.departmentsInOrder() }
  }
  func department(_ id: Department.ID) async throws(StoreFailure) -> Department? {
    try await look(at: .department(id)) { $0.departments[id]?.value }
  }
  func spamRules() async throws(StoreFailure) -> [SpamRule] { try await look(at: nil) { $0.spamRules() } }
  func allowList() async throws(StoreFailure) -> Set<PhoneNumber> { try await look(at: nil) { $0.allowed } }
  func knowledge() async throws(StoreFailure) -> [KnowledgeEntry] {
    try await look(at: nil) { $0.knowledgeInOrder() }
  }
  func queue(of department: Department.ID) async throws(StoreFailure) -> CallQueue {
    try await look(at: .queue(department)) { $0.queue(of: department) }
  }
  func call(_ id: Call.ID) async throws(StoreFailure) -> Call? {
    try await look(at: .call(id)) { $0.calls[id]?.call.value }
  }
  func call(_ carrierID: CarrierCallID) async throws(StoreFailure) -> Call? {
    try await look(at: .carrierCall(carrierID)) { $0.call(carrierID) }
  }
  func calls(after cursor: CallCursor?, limit: Int) async throws(StoreFailure) -> [Call] {
    try await look(at: nil) { $0.calls(after: cursor, limit: limit) }
  }
  func detailRecord(of call: Call.ID) async throws(StoreFailure) -> CallDetailRecord? {
    try await look(at: .record(call)) { $0.calls[call]?.record?.value }
  }
  // The body may act on the ordinals that it is shown, so the call is guarded.
  func facts(of call: Call.ID) async throws(StoreFailure) -> [RecordedFact] {
    try await look(at: .call(call)) { $0.calls[call]?.facts ?? [] }
  }
  func pendingIntentions(of call: Call.ID) async throws(StoreFailure) -> [PendingIntention] {
    try await look(at: .call(call)) { $0.calls[call]?.pending ?? [] }
  }
  func transcript(of call: Call.ID) async throws(StoreFailure) -> [Utterance] {
    try await look(at: nil) { $0.calls[call]?.transcript ?? [] }
  }
}

extension UnitOfWork {
  func save(_ tenant: Tenant) async throws(StoreFailure) {
    // Another tenant isn't there for this scope. A trap would let one wrong request take every call down.
    guard tenant.id == tenantID else { throw .notFound }
    try change(.tenant(tenant))
  }
  func save(_ user: User) async throws(StoreFailure) { try change(.user(user)) }
  func save(_ grant: StreamGrant) async throws(StoreFailure) { try change(.grant(grant)) }
  func redeem(_ digest: TokenDigest) async throws(StoreFailure) -> StreamGrant? {
    guard let grant = try await look(at: .grant(digest), { $0.grants[digest]?.value }) else { return nil }
    try change(.redeemed(digest))
    return grant
  }
  func revokeGrants(of call: Call.ID) async throws(StoreFailure) { try change(.revokedGrants(of: call)) }
  func save(_ line: PhoneLine) async throws(StoreFailure) { try change(.line(line)) }
  func save(_ department: Department) async throws(StoreFailure) { try change(.department(department)) }
  func save(_ rule: SpamRule) async throws(StoreFailure) { try change(.rule(rule)) }
  func removeSpamRule(_ id: SpamRule.ID) async throws(StoreFailure) { try change(.removedRule(id)) }
  func allow(_ number: PhoneNumber) async throws(StoreFailure) { try change(.allowed(number)) }
  func disallow(_ number: PhoneNumber) async throws(StoreFailure) { try change(.disallowed(number)) }
  func save(_ entry: KnowledgeEntry) async throws(StoreFailure) { try change(.knowledge(entry)) }
  func save(_ queue: CallQueue) async throws(StoreFailure) { try change(.queue(queue)) }
  func save(
    _ call: Call, facts: [Call.Fact], intentions: [Call.Intention], at moment: Timestamp
  ) async throws(StoreFailure) {
    try change(.call(call, facts: facts, intentions: intentions, at: moment))
  }
  func save(_ record: CallDetailRecord) async throws(StoreFailure) { try change(.record(record)) }
  func settle(_ intention: PendingIntention) async throws(StoreFailure) {
    try change(.settled(ordinal: intention.ordinal, of: intention.call))
  }
  func append(_ utterances: [Utterance], to call: Call.ID) async throws(StoreFailure) {
    try change(.said(utterances, in: call))
  }
}
