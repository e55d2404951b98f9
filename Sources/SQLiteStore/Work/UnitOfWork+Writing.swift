import VoiceCore

extension UnitOfWork {
  func save(_ tenant: Tenant) async throws(StoreFailure) {
    // Another tenant isn't there for this scope. A trap would let one wrong request take every call down.
    guard tenant.id == rows.tenant else { throw .notFound }
    try change(.tenant(tenant))
  }
  func save(_ user: User) async throws(StoreFailure) { try change(.user(user)) }
  func save(_ grant: StreamGrant) async throws(StoreFailure) { try change(.grant(grant)) }
  func redeem(_ digest: TokenDigest) async throws(StoreFailure) -> StreamGrant? {
    let grant: StreamGrant? = try await row(at: .grant(digest)) { grant, change in
      switch change {
      case .grant(let saved) where saved.digest == digest: grant = saved
      case .redeemed(digest): grant = nil
      case .revokedGrants(let call) where grant?.call == call: grant = nil
      default: break
      }
    }
    if grant != nil { try change(.redeemed(digest)) }
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
