import VoiceCore

extension UnitOfWork {
  func save(_ tenant: Tenant) async throws(StoreFailure) {
    // Another tenant isn't there for this scope. A trap would let one wrong request take every call down.
    guard tenant.id == codec.tenant else { throw .notFound }
    try put(tenant, in: Tables.tenants)
  }

  func save(_ account: BillingAccount) async throws(StoreFailure) { try put(account, in: Tables.billingAccounts) }

  func save(_ entry: CreditEntry) async throws(StoreFailure) { try put(entry, in: Tables.creditEntries) }

  func save(_ user: User) async throws(StoreFailure) { try put(user, in: Tables.users) }
  func remove(_ user: User) async throws(StoreFailure) { try delete([.id(user.id)], in: Tables.users.schema) }

  func save(_ session: Session) async throws(StoreFailure) { try put(session, in: Tables.sessions) }
  func remove(_ session: Session) async throws(StoreFailure) {
    try delete([codec.digest(session.family)], in: Tables.sessions.schema)
  }

  func save(_ key: APIKey) async throws(StoreFailure) { try put(key, in: Tables.apiKeys) }
  func remove(_ key: APIKey) async throws(StoreFailure) { try delete([.id(key.id)], in: Tables.apiKeys.schema) }

  func save(_ answer: KeptAnswer) async throws(StoreFailure) { try put(answer, in: Tables.keptAnswers) }
  func remove(_ answer: KeptAnswer) async throws(StoreFailure) {
    try delete([codec.digest(answer.place)], in: Tables.keptAnswers.schema)
  }
  func save(_ membership: Membership) async throws(StoreFailure) { try put(membership, in: Tables.memberships) }
  func remove(_ membership: Membership) async throws(StoreFailure) {
    try delete([.id(membership.user), .id(membership.department)], in: Tables.memberships.schema)
  }

  func signInGuard(at slot: SignInSlot) async throws(StoreFailure) -> SignInGuard {
    try await find(.key([codec.slot(slot)]), in: Tables.signInGuards)?.state ?? SignInGuard()
  }
  func save(_ state: SignInGuard, at slot: SignInSlot) async throws(StoreFailure) {
    if state == SignInGuard() {
      try delete([codec.slot(slot)], in: Tables.signInGuards.schema)
    } else {
      try put(KeptSignInGuard(slot: slot, state: state), in: Tables.signInGuards)
    }
  }

  func save(_ grant: StreamGrant) async throws(StoreFailure) {
    try insert(grant, in: Tables.streamGrants, otherwise: .streamToken)
  }
  func redeem(_ digest: TokenDigest) async throws(StoreFailure) -> StreamGrant? {
    let key = [codec.digest(digest)]
    guard let grant = try await find(.key(key), in: Tables.streamGrants) else { return nil }
    try delete(key, in: Tables.streamGrants.schema)
    return grant
  }
  func revokeGrants(of call: Call.ID) async throws(StoreFailure) {
    let stretch = RowQuery.Stretch(index: "stream_grants_by_call", prefix: [.id(call)])
    for grant in try await list(stretch, in: Tables.streamGrants) {
      try delete([codec.digest(grant.digest)], in: Tables.streamGrants.schema)
    }
  }

  func save(_ queue: CallQueue) async throws(StoreFailure) { try put(queue, in: Tables.queues) }
}

extension UnitOfWork {
  func save(
    _ call: Call, facts: [Call.Fact], intentions: [Call.Intention], at moment: Timestamp
  ) async throws(StoreFailure) {
    // Its counts number what follows, so the call is read, and thereby guarded, if the body hasn't done so.
    var kept = try await numbered(call.id) ?? NumberedCall(call: call)
    kept.call = call
    for fact in facts {
      kept.factCount += 1
      try insert(RecordedFact(call: call.id, ordinal: kept.factCount, at: moment, fact: fact), in: Tables.facts)
    }
    for intention in intentions {
      kept.intentionCount += 1
      let pending = PendingIntention(
        call: call.id, ordinal: kept.intentionCount, intention: intention, since: moment)
      try insert(pending, in: Tables.intentions)
    }
    try put(kept, in: Tables.calls)
  }

  func save(_ record: CallDetailRecord) async throws(StoreFailure) {
    try insert(record, in: Tables.detailRecords, otherwise: .detailRecord)
  }

  func settle(_ intention: PendingIntention) async throws(StoreFailure) {
    try delete([.id(intention.call), .integer(Int64(intention.ordinal))], in: Tables.intentions.schema)
  }

  func save(_ intention: PendingIntention) async throws(StoreFailure) { try put(intention, in: Tables.intentions) }

  func save(_ live: LiveCall) async throws(StoreFailure) { try put(live, in: Tables.liveCalls) }
  func removeLiveCall(_ call: Call.ID) async throws(StoreFailure) {
    try delete([.id(call)], in: Tables.liveCalls.schema)
  }

  func append(_ utterances: [Utterance], to call: Call.ID) async throws(StoreFailure) {
    guard !utterances.isEmpty else { return }
    // Two who append at once take the same place; one of them runs again.
    var ordinal = try await spoken(in: call, last: 1).last?.ordinal ?? 0
    for utterance in utterances {
      ordinal += 1
      try insert(SpokenUtterance(call: call, ordinal: ordinal, utterance: utterance), in: Tables.utterances)
    }
  }

  func revise(last utterances: [Utterance], of call: Call.ID) async throws(StoreFailure) {
    let kept = try await spoken(in: call, last: utterances.count)
    for (spoken, utterance) in zip(kept, utterances.suffix(kept.count)) where spoken.utterance != utterance {
      try put(SpokenUtterance(call: call, ordinal: spoken.ordinal, utterance: utterance), in: Tables.utterances)
    }
  }
}
