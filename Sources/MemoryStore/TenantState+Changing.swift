import VoiceCore

/// Applying changes. Total: what may not be is refused before, by `World.violation`.
extension TenantState {
  /// This state with some changes: what a unit of work sees of itself.
  func applying(_ changes: [Change]) -> TenantState {
    var state = self
    for change in changes.callsFirst { state.apply(change, version: 0) }
    return state
  }

  /// Applies one change of the commit with this number.
  mutating func apply(_ change: Change, version: RowVersion) {
    switch change {
    case .tenant(let tenant): self.tenant = Versioned(value: tenant, version: version)
    case .user(let user): apply(user, version)
    case .grant(let grant): grants[grant.digest] = Versioned(value: grant, version: version)
    case .redeemed(let digest): grants[digest] = nil
    case .revokedGrants(let call): for digest in digests(grantedTo: call) { grants[digest] = nil }
    case .line(let line): lines[line.number] = line
    case .department(let department):
      departments[department.id] = Versioned(value: department, version: version)
    case .rule(let rule): rules[rule.id] = rule
    case .removedRule(let id): rules[id] = nil
    case .allowed(let number): allowed.insert(number)
    case .disallowed(let number): allowed.remove(number)
    case .knowledge(let entry): knowledge[entry.id] = entry
    case .queue(let queue): queues[queue.department] = Versioned(value: queue, version: version)
    case .call(let call, let facts, let intentions, let moment):
      apply(call, version)
      calls[call.id]?.add(facts, intentions, at: moment)
    case .record(let record):
      if calls[record.call]?.record == nil { calls[record.call]?.record = Versioned(value: record, version: version) }
    case .settled(let ordinal, let call): calls[call]?.pending.removeAll { $0.ordinal == ordinal }
    case .said(let utterances, let call): calls[call]?.transcript += utterances
    }
  }

  /// The call's grants that nobody redeemed.
  func digests(grantedTo call: Call.ID) -> [TokenDigest] {
    grants.values.filter { $0.value.call == call }.map(\.value.digest)
  }

  private mutating func apply(_ user: User, _ version: RowVersion) {
    // Two users may swap addresses in one commit: the old address is given up only while it is still this user's.
    if let old = users[user.id]?.value.email, usersByEmail[old] == user.id { usersByEmail[old] = nil }
    users[user.id] = Versioned(value: user, version: version)
    usersByEmail[user.email] = user.id
  }

  private mutating func apply(_ call: Call, _ version: RowVersion) {
    guard let old = calls[call.id]?.call.value else {
      calls[call.id] = CallHistory(call: Versioned(value: call, version: version))
      callsByCarrier[call.carrierID] = call.id
      enlist(call)
      return
    }
    if callsByCarrier[old.carrierID] == call.id { callsByCarrier[old.carrierID] = nil }
    callsByCarrier[call.carrierID] = call.id
    calls[call.id]?.call = Versioned(value: call, version: version)
    if old.startedAt != call.startedAt {
      callsByAge.remove(at: callsByAge.index(of: CallPlace(startedAt: old.startedAt, call: old.id)))
      enlist(call)
    }
  }

  private mutating func enlist(_ call: Call) {
    let place = CallPlace(startedAt: call.startedAt, call: call.id)
    callsByAge.insert(place, at: callsByAge.index(of: place))
  }
}

extension CallHistory {
  /// Numbers facts and intentions on from what is there.
  mutating func add(_ facts: [Call.Fact], _ intentions: [Call.Intention], at moment: Timestamp) {
    let id = call.value.id
    for fact in facts {
      self.facts.append(RecordedFact(call: id, ordinal: self.facts.count + 1, at: moment, fact: fact))
    }
    for intention in intentions {
      intentionCount += 1
      pending.append(PendingIntention(call: id, ordinal: intentionCount, intention: intention, since: moment))
    }
  }
}
