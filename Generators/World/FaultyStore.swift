import Synchronization
public import VoiceCore

/// Counts what is done through it, and lets one step fail: before it is done, or done and its answer lost.
public final class Fuse: Sendable {
  private struct State: Sendable {
    var steps = 0
    var blowsAt: Int?
    var isDead = false
  }

  private let state: Mutex<State>
  private let staysDead: Bool

  /// A fuse that blows at that step, counted from 0; `nil` for never. From then on everything fails if it stays dead: a
  /// crash; else only that step did.
  public init(blowsAt step: Int?, staysDead: Bool) {
    state = Mutex(State(blowsAt: step))
    self.staysDead = staysDead
  }

  /// Whether it has blown.
  public var hasBlown: Bool { state.withLock { state in state.blowsAt.map { state.steps > $0 } ?? false } }

  /// How many steps were done or tried.
  public var steps: Int { state.withLock { $0.steps } }

  /// Nothing fails any more.
  public func mend() {
    state.withLock { state in
      state.isDead = false
      state.blowsAt = nil
    }
  }

  /// One step.
  func burn() throws(StoreFailure) {
    let fails = state.withLock { state in
      defer { state.steps += 1 }
      if state.isDead { return true }
      guard state.steps == state.blowsAt else { return false }
      state.isDead = staysDead
      return true
    }
    if fails { throw .unavailable }
  }
}

/// A store whose steps fail when a fuse says so: the beginning of a unit of work, its commit, each step of an erasure
/// before it is done and after.
public struct FaultyStore: ErasableStore {
  private let base: any ErasableStore
  private let fuse: Fuse

  /// A store behind this fuse.
  public init(_ base: any ErasableStore, fuse: Fuse) {
    self.base = base
    self.fuse = fuse
  }

  public func read<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try fuse.burn()
    return try await base.read(for: tenant, body)
  }

  public func transaction<Outcome: Sendable>(
    for tenant: Tenant.ID, _ body: @Sendable (any TenantScope) async throws(StoreFailure) -> Outcome
  ) async throws(StoreFailure) -> Outcome {
    try fuse.burn()
    let outcome = try await base.transaction(for: tenant) { scope throws(StoreFailure) in
      let outcome = try await body(scope)
      try fuse.burn()
      return outcome
    }
    // Committed, and the answer is lost.
    try fuse.burn()
    return outcome
  }

  public var platform: any PlatformDirectory { base.platform }
  public func commits() -> AsyncStream<Void> { base.commits() }
  public func ping() async throws(StoreFailure) { try await base.ping() }
  public var erasure: any TenantErasure { FaultyErasure(base: base.erasure, fuse: fuse) }
}

private struct FaultyErasure: TenantErasure {
  let base: any TenantErasure
  let fuse: Fuse

  func close(
    _ tenant: Tenant.ID, by actor: AuditActor, at moment: Timestamp
  ) async throws(StoreFailure) -> TenantClosure {
    try fuse.burn()
    let closure = try await base.close(tenant, by: actor, at: moment)
    try fuse.burn()
    return closure
  }

  func closure(of tenant: Tenant.ID) async throws(StoreFailure) -> TenantClosure? {
    try fuse.burn()
    return try await base.closure(of: tenant)
  }

  func unfinished() async throws(StoreFailure) -> [Tenant.ID] {
    try fuse.burn()
    return try await base.unfinished()
  }

  func erased(after cursor: Tenant.ID?, limit: Int) async throws(StoreFailure) -> [Tenant.ID] {
    try fuse.burn()
    return try await base.erased(after: cursor, limit: limit)
  }

  func keep(_ last: LastWork, of tenant: Tenant.ID) async throws(StoreFailure) {
    try fuse.burn()
    try await base.keep(last, of: tenant)
    try fuse.burn()
  }

  func strike(_ recordings: [CarrierRecording], of tenant: Tenant.ID) async throws(StoreFailure) {
    try fuse.burn()
    try await base.strike(recordings, of: tenant)
    try fuse.burn()
  }
  func strike(_ legs: [CarrierCallID], of tenant: Tenant.ID) async throws(StoreFailure) {
    try fuse.burn()
    try await base.strike(legs, of: tenant)
    try fuse.burn()
  }

  func destroyKeys(of tenant: Tenant.ID, at moment: Timestamp) async throws(StoreFailure) {
    try fuse.burn()
    try await base.destroyKeys(of: tenant, at: moment)
    try fuse.burn()
  }

  func withdrawKeys(of tenant: Tenant.ID) async throws(StoreFailure) {
    try fuse.burn()
    try await base.withdrawKeys(of: tenant)
  }

  func sweep(
    _ part: ErasurePart, of tenant: Tenant.ID, from place: SweepPlace, limit: Int
  ) async throws(StoreFailure) -> Swept {
    try fuse.burn()
    let swept = try await base.sweep(part, of: tenant, from: place, limit: limit)
    try fuse.burn()
    return swept
  }

  func count(objects: Int, of tenant: Tenant.ID) async throws(StoreFailure) {
    try fuse.burn()
    try await base.count(objects: objects, of: tenant)
  }

  func remains(of tenant: Tenant.ID) async throws(StoreFailure) -> [ErasureStatement.Count] {
    try fuse.burn()
    return try await base.remains(of: tenant)
  }

  func finish(_ statement: SignedErasureStatement) async throws(StoreFailure) {
    try fuse.burn()
    try await base.finish(statement)
    try fuse.burn()
  }
}
