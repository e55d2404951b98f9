/// Takes out all that a closed tenant had, and signs for it. Goes on wherever it was interrupted; several may be at it at
/// once (property 3).
public struct EraseTenant: Sendable {
  /// How far it came.
  public enum Progress: Equatable, Sendable {
    /// Nothing is left; the statement says what went.
    case erased(SignedErasureStatement)
    /// What could be swept is swept. Others may still have keys at hand: the rest goes from then on.
    case settling(until: Timestamp)
    /// As many batches went as were asked for, and there may be more.
    case sweeping(Place)
    /// Somebody else sweeps it at this moment.
    case elsewhere
    /// The tenant isn't closed.
    case open
  }

  /// Where a pass goes on. It counts from its beginning: what others write while it goes on, it may miss.
  public struct Place: Equatable, Sendable {
    let rows: SweepPlace
    let begunAt: Timestamp
  }

  private let store: any ErasableStore
  private let objects: any ObjectStore
  let shutting: ShutTenant
  private let ending: EndHandedOver
  private let recorder: any CallRecorder
  private let signer: StatementSigner
  private let time: any TimeSource
  private let rule: ErasureRule

  /// A use case on these ports. A deployment that keeps no objects says so: `NoObjects`.
  public init(
    store: any ErasableStore, objects: any ObjectStore, telephony: any Telephony, signer: StatementSigner,
    time: any TimeSource, auditing: Auditing, recorder: any CallRecorder = NoRecorder(),
    rule: ErasureRule = ErasureRule()
  ) {
    self.recorder = recorder
    self.store = store
    self.objects = objects
    shutting = ShutTenant(store: store, time: time, auditing: auditing, rule: rule)
    ending = EndHandedOver(telephony: telephony, time: time)
    self.signer = signer
    self.time = time
    self.rule = rule
  }

  /// Ends the log of a closed tenant and destroys its keys, unless that is done. Asks no carrier for anything, so that it
  /// takes no longer than the store.
  /// - Returns: how many recordings stay with the carrier because nobody can read what it calls them.
  @discardableResult
  public func shut(_ tenant: Tenant.ID) async throws(StoreFailure) -> Int { try await shutting(tenant) }

  /// Goes on with the tenant for as long as there is something to do now, or for so many batches.
  public func callAsFunction(
    _ tenant: Tenant.ID, from place: Place? = nil, batches: Int = .max
  ) async throws(StoreFailure) -> Progress {
    guard let known = try await store.erasure.closure(of: tenant) else { return .open }
    if let statement = known.statement { return .erased(statement) }
    if known.keysDestroyedAt == nil { try await shut(tenant) }
    guard let closure = try await store.erasure.closure(of: tenant), let keysGone = closure.keysDestroyedAt else {
      throw .unavailable
    }
    if place == nil { try await end(closure) }
    var left = batches
    let begun = place?.begunAt ?? time.now()
    let content = try await sweep(.content, of: tenant, from: place?.rows ?? .start, &left)
    if let progress = content.progress(begunAt: begun) { return progress }
    guard try await sweepObjects(of: tenant, &left) else {
      return .sweeping(Place(rows: content.place, begunAt: begun))
    }
    let settled = keysGone + rule.settling
    guard begun >= settled else { return .settling(until: settled) }
    if let next = try await copiesLeft(with: tenant) { return .settling(until: next) }
    var all = Int.max
    if let progress = try await sweep(.names, of: tenant, from: .start, &all).progress(begunAt: begun) {
      return progress
    }
    return .erased(try await sign(for: tenant))
  }

  private func end(_ closure: TenantClosure) async throws(StoreFailure) {
    let ended = await ending(closure.handedOver)
    if !ended.isEmpty { try await store.erasure.strike(ended, of: closure.tenant) }
    let deleted = await deleteRecordings(closure.recordings)
    if !deleted.isEmpty { try await store.erasure.strike(deleted, of: closure.tenant) }
  }

  /// Those that the carrier has deleted; what it doesn't delete now it is asked for again at the next pass.
  private func deleteRecordings(_ names: [CarrierRecording]) async -> [CarrierRecording] {
    var deleted: [CarrierRecording] = []
    for name in names where !Task.isCancelled {
      do throws(TelephonyFailure) {
        try await recorder.delete(name)
        deleted.append(name)
      } catch {
        switch error {
        // The next would fail likewise.
        case .notConfigured, .throttled, .unavailable: return deleted
        case .refused: continue
        }
      }
    }
    return deleted
  }

  /// When the carrier is asked again to delete recordings that it still has; `nil` when it has none, or was asked for long
  /// enough: then the statement comes without.
  private func copiesLeft(with tenant: Tenant.ID) async throws(StoreFailure) -> Timestamp? {
    guard let closure = try await store.erasure.closure(of: tenant), !closure.recordings.isEmpty,
      time.now() < closure.closedAt + Recording.deletionPatience
    else { return nil }
    return time.now() + Recording.checkPause
  }

  /// How a part of a pass ended.
  private struct Stretch {
    enum End { case nothingLeft, outOfBatches, elsewhere }
    let place: SweepPlace
    let end: End

    /// What it means to the pass; `nil`: it goes on.
    func progress(begunAt begun: Timestamp) -> Progress? {
      switch end {
      case .nothingLeft: nil
      case .outOfBatches: .sweeping(Place(rows: place, begunAt: begun))
      case .elsewhere: .elsewhere
      }
    }
  }

  private func sweep(
    _ part: ErasurePart, of tenant: Tenant.ID, from start: SweepPlace, _ left: inout Int
  ) async throws(StoreFailure) -> Stretch {
    var place = start
    while left > 0 {
      left -= 1
      switch try await store.erasure.sweep(part, of: tenant, from: place, limit: rule.batch) {
      case .rows(_, let next): place = next
      case .elsewhere: return Stretch(place: place, end: .elsewhere)
      case .nothingLeft: return Stretch(place: place, end: .nothingLeft)
      }
    }
    return Stretch(place: place, end: .outOfBatches)
  }

  /// Whether none is left.
  private func sweepObjects(of tenant: Tenant.ID, _ left: inout Int) async throws(StoreFailure) -> Bool {
    while left > 0 {
      left -= 1
      let count: Int
      do throws(ObjectFailure) { count = try await objects.deleteAny(of: tenant, limit: rule.batch) } catch {
        throw .unavailable
      }
      guard count > 0 else { return true }
      try await store.erasure.count(objects: count, of: tenant)
    }
    return false
  }

  /// Signs for what went, once nothing is left.
  private func sign(for tenant: Tenant.ID) async throws(StoreFailure) -> SignedErasureStatement {
    guard try await store.erasure.remains(of: tenant).isEmpty else { throw .conflict }
    guard let closure = try await store.erasure.closure(of: tenant) else { throw .corrupt }
    // Of a log that nobody could read any more nothing is claimed but that it began.
    let beginning = AuditChain(of: tenant, digest: shutting.auditing.digest).beginning
    let statement = ErasureStatement(
      tenant: tenant, counts: closure.counts, auditHead: closure.auditHead ?? beginning, at: time.now())
    try await store.erasure.finish(SignedErasureStatement(statement, by: signer))
    // Of two who came to the end at once, the first one's statement stays.
    guard let kept = try await store.erasure.closure(of: tenant)?.statement else { throw .corrupt }
    return kept
  }
}
