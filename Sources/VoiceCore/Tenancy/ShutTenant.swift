/// A closed tenant's doors are shut for good: its audit log ends, the deployment's log tells of it, what is needed later is
/// noted, and its keys are destroyed. Nothing that can't be read keeps them: whose data can't be opened must be erasable
/// more than anybody's.
struct ShutTenant: Sendable {
  /// How many calls are looked at in one snapshot.
  private static let pageLength = 100
  /// How many such pages at most: five times as many calls as a tenant may have at once.
  private static let maximumPages = 50

  let store: any ErasableStore
  let time: any TimeSource
  let auditing: Auditing
  let rule: ErasureRule

  /// Does what isn't done yet; a tenant that isn't closed is left alone.
  /// - Returns: how many recordings stay with the carrier because nobody can read what it calls them.
  func callAsFunction(_ tenant: Tenant.ID) async throws(StoreFailure) -> Int {
    guard let closure = try await store.erasure.closure(of: tenant), closure.keysDestroyedAt == nil else { return 0 }
    let entry = entry(by: closure.actor ?? .server, tenant)
    let head = try await patiently(closure) { () throws(StoreFailure) in try await endOfLog(closure, entry) }
    let legs = try await patiently(closure) { () throws(StoreFailure) in try await handedOver(tenant) }
    let copies = try await patiently(closure) { () throws(StoreFailure) in try await recordings(tenant) }
    _ = try await patiently(closure) { () throws(StoreFailure) in
      try await TellDeployment(store: store)(entry)
      return true
    }
    try await store.erasure.keep(
      LastWork(auditHead: head, handedOver: legs ?? [], recordings: copies?.names ?? []), of: tenant)
    try await store.erasure.destroyKeys(of: tenant, at: time.now())
    return copies?.unreadable ?? 0
  }

  /// What the logs say of the deletion.
  func entry(by actor: AuditActor, _ tenant: Tenant.ID) -> AuditDraft {
    auditing(.deleteTenant, by: actor, on: AuditReference(.tenant, tenant))
  }

  /// What the work brings; `nil` when it can't be had: at once where trying again doesn't help, else after a while.
  private func patiently<Value: Sendable>(
    _ closure: TenantClosure, _ work: () async throws(StoreFailure) -> Value?
  ) async throws(StoreFailure) -> Value? {
    do throws(StoreFailure) { return try await work() } catch {
      switch error {
      case .corrupt, .notFound: return nil
      case .conflict, .unavailable, .taken, .scopeEnded:
        guard time.now() >= closure.closedAt + rule.patience else { throw error }
        return nil
      }
    }
  }

  /// The log's last entry, and where the log stands then.
  private func endOfLog(
    _ closure: TenantClosure, _ entry: AuditDraft
  ) async throws(StoreFailure) -> AuditHead? {
    let moment = closure.closedAt
    let beginning = AuditChain(of: closure.tenant, digest: auditing.digest).beginning
    do throws(StoreFailure) {
      return try await store.transaction(for: closure.tenant) { scope throws(StoreFailure) -> AuditHead? in
        guard var found = try await scope.tenant() else { return nil }
        if found.closedAt == nil {
          found.closedAt = moment
          try await scope.save(found)
          try await scope.append(entry)
        }
        return try await scope.auditHead() ?? beginning
      }
    } catch .corrupt {
      // The tenant's own row, or the log: the log by itself, then. It may tell of an interrupted end twice.
      return try await store.transaction(for: closure.tenant) { scope throws(StoreFailure) -> AuditHead? in
        try await scope.append(entry)
        return try await scope.auditHead()
      }
    }
  }

  /// The calls that run and are with the carrier.
  private func handedOver(_ tenant: Tenant.ID) async throws(StoreFailure) -> [CarrierCallID] {
    var legs: [CarrierCallID] = []
    var last: Call.ID?
    var length = Self.pageLength
    for _ in 0..<Self.maximumPages {
      do throws(StoreFailure) {
        let page = try await page(of: tenant, after: last, length)
        legs += page.legs
        guard let next = page.last else { break }
        last = next
      } catch .corrupt {
        // One row of the page: those before it are found one by one. Behind it nobody sees.
        guard length > 1 else { break }
        length = 1
      }
    }
    return legs
  }

  /// The recordings that the carrier has, or is making.
  private func recordings(_ tenant: Tenant.ID) async throws(StoreFailure) -> Copies {
    var copies = Copies()
    var last: Recording.ID?
    for _ in 0..<Self.maximumPages {
      let from = last
      let (page, read) = try await store.read(for: tenant) { scope throws(StoreFailure) in
        let page = try await scope.recordingsWithCarrier(after: from, limit: Self.pageLength)
        var read = Copies()
        for id in page {
          do throws(StoreFailure) {
            if let name = try await scope.recording(id)?.carrier { read.names.append(name) }
          } catch .corrupt {
            // What the carrier calls it stands nowhere else.
            read.unreadable += 1
          }
        }
        return (page, read)
      }
      copies.names += read.names
      copies.unreadable += read.unreadable
      guard page.count == Self.pageLength else { break }
      last = page.last
    }
    return copies
  }

  private struct Copies: Sendable {
    var names: [CarrierRecording] = []
    var unreadable = 0
  }

  private struct Page: Sendable {
    let legs: [CarrierCallID]
    /// `nil` when there is nothing more.
    let last: Call.ID?
  }

  private func page(
    of tenant: Tenant.ID, after last: Call.ID?, _ length: Int
  ) async throws(StoreFailure) -> Page {
    try await store.read(for: tenant) { scope throws(StoreFailure) in
      let live = try await scope.liveCalls(after: last, limit: length)
      var legs: [CarrierCallID] = []
      for one in live where one.holder == .carrier {
        do throws(StoreFailure) {
          if let call = try await scope.call(one.call), !call.hasEnded, !call.carrierID.isAwaited {
            legs.append(call.carrierID)
          }
        } catch .corrupt {
          continue  // Whom the carrier should hang up on stands nowhere else.
        }
      }
      return Page(legs: legs, last: live.last?.call)
    }
  }
}
