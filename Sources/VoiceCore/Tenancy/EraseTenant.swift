/// Takes out all that a closed tenant had, and signs for it. Goes on wherever it was interrupted; several may be at it at
/// once (property 3).
public struct EraseTenant: Sendable {
  /// How far it came.
  public enum Progress: Equatable, Sendable {
    /// Nothing is left; the statement says what went.
    case erased(SignedErasureStatement)
    /// What could be swept is swept. Others may still have keys at hand: the rest goes from then on.
    case settling(until: Timestamp)
    /// The tenant isn't closed.
    case open
  }

  private let store: any ErasableStore
  private let objects: (any ObjectStore)?
  private let telephony: any Telephony
  private let signer: StatementSigner
  private let time: any TimeSource
  private let auditing: Auditing
  private let rule: ErasureRule

  /// A use case on these ports.
  public init(
    store: any ErasableStore, objects: (any ObjectStore)?, telephony: any Telephony, signer: StatementSigner,
    time: any TimeSource, auditing: Auditing, rule: ErasureRule = ErasureRule()
  ) {
    self.store = store
    self.objects = objects
    self.telephony = telephony
    self.signer = signer
    self.time = time
    self.auditing = auditing
    self.rule = rule
  }

  /// Goes on with the tenant for as long as there is something to do now.
  public func callAsFunction(_ tenant: Tenant.ID) async throws(StoreFailure) -> Progress {
    guard let closure = try await store.erasure.closure(of: tenant) else { return .open }
    if let statement = closure.statement { return .erased(statement) }
    try await shut(tenant, by: .server)
    // The moment counts at which the sweep begins: what others write while it goes on, it may miss.
    let now = time.now()
    while try await store.erasure.sweep(.content, of: tenant, limit: rule.batch) > 0 {}
    try await sweepObjects(of: tenant)
    let settled = closure.closedAt + rule.settling
    guard now >= settled else { return .settling(until: settled) }
    while try await store.erasure.sweep(.names, of: tenant, limit: rule.batch) > 0 {}
    return .erased(try await sign(for: tenant))
  }

  /// The last unit of work of a closed tenant, what its callers still need, and the end of its keys.
  func shut(_ tenant: Tenant.ID, by actor: AuditActor) async throws(StoreFailure) {
    guard let closure = try await store.erasure.closure(of: tenant) else { return }
    if closure.auditHead == nil {
      let entry = auditing.draft(.deleteTenant, by: actor, on: AuditReference(.tenant, tenant))
      if let last = try await lastWork(tenant, closedAt: closure.closedAt, entry) {
        await end(last.handedOver)
        try await store.erasure.keep(last.head, of: tenant)
      }
    }
    try await store.erasure.destroyKeys(of: tenant)
  }

  /// What is known from the last unit of work.
  private struct Last: Sendable {
    let head: AuditHead
    /// The calls in which people talk with each other: no session of ours can end them.
    let handedOver: [CarrierCallID]
  }

  /// How many calls are looked through for those that are still on: more than a tenant may have at once.
  private static let maximumCalls = 2_000

  private func lastWork(
    _ tenant: Tenant.ID, closedAt moment: Timestamp, _ entry: AuditDraft
  ) async throws(StoreFailure) -> Last? {
    let beginning = beginning(of: tenant)
    do throws(StoreFailure) {
      return try await store.transaction(for: tenant) { scope throws(StoreFailure) -> Last? in
        guard var found = try await scope.tenant() else { return nil }
        if found.closedAt == nil {
          found.closedAt = moment
          try await scope.save(found)
          try await scope.append(entry)
        }
        let calls = try await scope.calls(after: nil, limit: Self.maximumCalls)
        return Last(
          head: try await scope.auditHead() ?? beginning,
          handedOver: calls.filter { !$0.hasEnded && $0.transfer != nil }.map(\.carrierID))
      }
    } catch .notFound {
      return nil  // Its keys are destroyed: somebody was here before.
    }
  }

  /// Where an audit log stands in which nothing was ever written.
  private func beginning(of tenant: Tenant.ID) -> AuditHead {
    AuditChain(of: tenant, digest: auditing.digest).beginning
  }

  /// What the carrier doesn't do now ends when its people hang up: no row is left to say that it should be tried again.
  private func end(_ legs: [CarrierCallID]) async {
    for leg in legs { try? await telephony.hangUp(leg) }
  }

  private func sweepObjects(of tenant: Tenant.ID) async throws(StoreFailure) {
    guard let objects else { return }
    do throws(ObjectFailure) {
      var count = try await objects.deleteAny(of: tenant, limit: rule.batch)
      while count > 0 {
        do throws(StoreFailure) { try await store.erasure.count(objects: count, of: tenant) } catch {
          throw ObjectFailure.unavailable
        }
        count = try await objects.deleteAny(of: tenant, limit: rule.batch)
      }
    } catch {
      throw .unavailable
    }
  }

  /// Signs for what went, once nothing is left.
  private func sign(for tenant: Tenant.ID) async throws(StoreFailure) -> SignedErasureStatement {
    guard try await store.erasure.remains(of: tenant).isEmpty else { throw .conflict }
    guard let closure = try await store.erasure.closure(of: tenant) else { throw .corrupt }
    let statement = ErasureStatement(
      tenant: tenant, counts: closure.counts,
      auditHead: closure.auditHead ?? beginning(of: tenant), at: time.now())
    try await store.erasure.finish(SignedErasureStatement(statement, by: signer))
    // Of two who came to the end at once, the first one's statement stays.
    guard let kept = try await store.erasure.closure(of: tenant)?.statement else { throw .corrupt }
    return kept
  }
}
