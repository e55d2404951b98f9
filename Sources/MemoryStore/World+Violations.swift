import VoiceCore

/// What may not be committed. Judged by what the commit would leave behind, not by the way there.
extension World {
  /// Why these changes can't be committed; `nil` when they can.
  func violation(in changes: [Change], of tenant: Tenant.ID) -> StoreFailure? {
    let state = self[tenant]
    return heldByOthers(changes, tenant) ?? grantedTwice(changes, state) ?? sharedAddress(changes, state)
      ?? sharedCarrierName(changes, state) ?? callViolation(changes, state)
  }

  private func heldByOthers(_ changes: [Change], _ tenant: Tenant.ID) -> StoreFailure? {
    for change in changes {
      switch change {
      case .tenant(let changed):
        if let holder = domains[changed.domain], holder != tenant { return .taken(.domain) }
      case .line(let line):
        if let holder = numbers[line.number], holder != tenant { return .taken(.phoneNumber) }
      default: break
      }
    }
    return nil
  }

  private func grantedTwice(_ changes: [Change], _ state: TenantState) -> StoreFailure? {
    var added: [TokenDigest: Call.ID] = [:]
    var removed: Set<TokenDigest> = []
    for change in changes {
      switch change {
      case .grant(let grant):
        let exists = added[grant.digest] != nil || (digests[grant.digest] != nil && !removed.contains(grant.digest))
        if exists { return .taken(.streamToken) }
        added[grant.digest] = grant.call
      case .redeemed(let digest):
        added[digest] = nil
        if state.grants[digest] != nil { removed.insert(digest) }
      case .revokedGrants(let call):
        added = added.filter { $0.value != call }
        removed.formUnion(state.digests(grantedTo: call))
      default: break
      }
    }
    return nil
  }

  private func sharedAddress(_ changes: [Change], _ state: TenantState) -> StoreFailure? {
    var addresses: [User.ID: EmailAddress] = [:]
    for case .user(let user) in changes { addresses[user.id] = user.email }
    guard Set(addresses.values).count == addresses.count else { return .taken(.email) }
    let isShared = addresses.contains { id, email in
      guard let holder = state.usersByEmail[email], holder != id else { return false }
      return addresses[holder] == nil
    }
    return isShared ? .taken(.email) : nil
  }

  private func sharedCarrierName(_ changes: [Change], _ state: TenantState) -> StoreFailure? {
    var names: [Call.ID: CarrierCallID] = [:]
    for case .call(let call, _, _, _) in changes { names[call.id] = call.carrierID }
    guard Set(names.values).count == names.count else { return .taken(.carrierCall) }
    let isShared = names.contains { id, name in
      guard let holder = state.callsByCarrier[name], holder != id else { return false }
      return names[holder] == nil
    }
    return isShared ? .taken(.carrierCall) : nil
  }

  private func callViolation(_ changes: [Change], _ state: TenantState) -> StoreFailure? {
    var saved: Set<Call.ID> = []
    for case .call(let call, _, _, _) in changes { saved.insert(call.id) }
    var recorded: Set<Call.ID> = []
    for change in changes {
      switch change {
      case .record(let record):
        guard saved.contains(record.call) || state.calls[record.call] != nil else { return .notFound }
        let isFirst = recorded.insert(record.call).inserted && state.calls[record.call]?.record == nil
        guard isFirst else { return .taken(.detailRecord) }
      case .said(let utterances, let call) where !utterances.isEmpty:
        guard saved.contains(call) || state.calls[call] != nil else { return .notFound }
      default: break
      }
    }
    return nil
  }
}
