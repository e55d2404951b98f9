import MemoryStore
import Synchronization
import VoiceCore

/// A store in memory that says what it was asked, can be out of reach, and can hang.
final class CountedStore: ErasableStore, TenantErasure {
  private let rows = MemoryStore()
  private let questions = Mutex<[String]>([])
  private let failure = Mutex<StoreFailure?>(nil)
  private let isHanging = Mutex(false)

  /// What was asked since it was last forgotten.
  var asked: [String] { questions.withLock { $0 } }
  func forget() { questions.withLock { $0 = [] } }
  func set(isAway: Bool) { failure.withLock { $0 = isAway ? .unavailable : nil } }
  func set(failure: StoreFailure?) { self.failure.withLock { $0 = failure } }
  func hang() { isHanging.withLock { $0 = true } }
  func go() { isHanging.withLock { $0 = false } }

  private func note(_ question: String) async throws(StoreFailure) {
    questions.withLock { $0.append(question) }
    while isHanging.withLock({ $0 }) { await Task.yield() }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await note("read")
    return try await rows.read(for: tenant, body)
  }

  func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try await note("transaction")
    return try await rows.transaction(for: tenant, body)
  }

  var platform: any PlatformDirectory { rows.platform }
  func commits() -> AsyncStream<Void> { rows.commits() }
  func ping() async throws(StoreFailure) {}

  var erasure: any TenantErasure { self }
  func close(
    _ tenant: Tenant.ID, by actor: AuditActor, at moment: Timestamp
  ) async throws(StoreFailure) -> TenantClosure {
    try await rows.erasure.close(tenant, by: actor, at: moment)
  }
  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? {
    try await note("closure")
    return try await rows.erasure.closure(of: tenant)
  }
  func unfinished() async throws(StoreFailure) -> [Tenant.ID] { try await rows.erasure.unfinished() }
  func erased(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID] {
    try await rows.erasure.erased(after: cursor, limit: limit)
  }
  func keep(_ last: LastWork, of tenant: Tenant.ID) async throws(StoreFailure) {
    try await rows.erasure.keep(last, of: tenant)
  }
  func strike(_ legs: [CarrierCallID], of tenant: Tenant.ID) async throws(StoreFailure) {
    try await rows.erasure.strike(legs, of: tenant)
  }
  func strike(_ recordings: [CarrierRecording], of tenant: Tenant.ID) async throws(StoreFailure) {
    try await rows.erasure.strike(recordings, of: tenant)
  }
  func destroyKeys(of tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) {
    try await rows.erasure.destroyKeys(of: tenant, at: moment)
  }
  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) { try await rows.erasure.withdrawKeys(of: tenant) }
  func sweep(
    _ part: ErasurePart, of tenant: Tenant.ID, from place: SweepPlace, limit: Int
  ) async throws(StoreFailure) -> Swept {
    try await rows.erasure.sweep(part, of: tenant, from: place, limit: limit)
  }
  func count(objects: Int, of tenant: Tenant.ID) async throws(StoreFailure) {
    try await rows.erasure.count(objects: objects, of: tenant)
  }
  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count] {
    try await rows.erasure.remains(of: tenant)
  }
  func finish(_ statement: SignedErasureStatement) async throws(StoreFailure) {
    try await rows.erasure.finish(statement)
  }
}
