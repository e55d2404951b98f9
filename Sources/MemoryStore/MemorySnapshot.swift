import Synchronization
import VoiceCore

/// One tenant's state as of the moment when the body began.
final class MemorySnapshot: TenantSnapshot {
  /// `nil` after the end.
  private let state: Mutex<TenantState?>
  private let pause: @Sendable () async -> Void

  init(of state: TenantState, pause: @escaping @Sendable () async -> Void) {
    self.state = Mutex(state)
    self.pause = pause
  }

  /// From now on every read throws.
  func end() { state.withLock { $0 = nil } }

  private func look<Value: Sendable>(_ query: (TenantState) -> Value) async throws(StoreFailure) -> Value {
    await pause()
    guard let state = state.withLock({ $0 }) else { throw .scopeEnded }
    return query(state)
  }

  func tenant() async throws(StoreFailure) -> Tenant? { try await look { $0.tenant?.value } }
  func user(_ email: EmailAddress) async throws(StoreFailure) -> User? { try await look { $0.user(email) } }
  func user(_ id: User.ID) async throws(StoreFailure) -> User? { try await look { $0.users[id]?.value } }
  func phoneLines() async throws(StoreFailure) -> [PhoneLine] { try await look { $0.phoneLines() } }
  func departments() async throws(StoreFailure) -> [Department] { try await look { $0.departmentsInOrder() } }
  func department(_ id: Department.ID) async throws(StoreFailure) -> Department? {
    try await look { $0.departments[id]?.value }
  }
  func spamRules() async throws(StoreFailure) -> [SpamRule] { try await look { $0.spamRules() } }
  func allowList() async throws(StoreFailure) -> Set<PhoneNumber> { try await look { $0.allowed } }
  func knowledge() async throws(StoreFailure) -> [KnowledgeEntry] { try await look { $0.knowledgeInOrder() } }
  func queue(of department: Department.ID) async throws(StoreFailure) -> CallQueue {
    try await look { $0.queue(of: department) }
  }
  func call(_ id: Call.ID) async throws(StoreFailure) -> Call? { try await look { $0.calls[id]?.call.value } }
  func call(_ carrierID: CarrierCallID) async throws(StoreFailure) -> Call? { try await look { $0.call(carrierID) } }
  func calls(after cursor: CallCursor?, limit: Int) async throws(StoreFailure) -> [Call] {
    try await look { $0.calls(after: cursor, limit: limit) }
  }
  func detailRecord(of call: Call.ID) async throws(StoreFailure) -> CallDetailRecord? {
    try await look { $0.calls[call]?.record?.value }
  }
  func facts(of call: Call.ID) async throws(StoreFailure) -> [RecordedFact] {
    try await look { $0.calls[call]?.facts ?? [] }
  }
  func pendingIntentions(of call: Call.ID) async throws(StoreFailure) -> [PendingIntention] {
    try await look { $0.calls[call]?.pending ?? [] }
  }
  func transcript(of call: Call.ID) async throws(StoreFailure) -> [Utterance] {
    try await look { $0.calls[call]?.transcript ?? [] }
  }
}
