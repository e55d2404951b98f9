import VoiceCore

extension UnitOfWork {
  func call(_ id: Call.ID) async throws(StoreFailure) -> Call? {
    try await row(at: .call(id)) { call, change in
      if case .call(let saved, _, _, _) = change, saved.id == id { call = saved }
    }
  }

  func call(_ carrierID: CarrierCallID) async throws(StoreFailure) -> Call? {
    try await row(at: .carrierCall(carrierID)) { call, change in
      guard case .call(let saved, _, _, _) = change else { return }
      if saved.carrierID == carrierID { call = saved } else if call?.id == saved.id { call = nil }
    }
  }

  func calls(after cursor: CallCursor?, limit: Int) async throws(StoreFailure) -> [Call] {
    let own = LastSaves(of: try changes()).calls
    guard !own.isEmpty else { return try await rows.calls(after: cursor, limit: limit) }
    guard limit > 0 else { return [] }
    // As many more as might fall out, because the body has changed them.
    let (room, isTooLarge) = limit.addingReportingOverflow(own.count)
    let stored = try await rows.calls(after: cursor, limit: isTooLarge ? .max : room)
    let listed = stored.filter { own[$0.id] == nil } + own.values.filter { cursor?.precedes($0) ?? true }
    return Array(listed.sorted { ($1.startedAt, $1.id) < ($0.startedAt, $0.id) }.prefix(limit))
  }

  func detailRecord(of call: Call.ID) async throws(StoreFailure) -> CallDetailRecord? {
    try await row(at: .record(call)) { record, change in
      // There is no second: the commit will say so.
      if case .record(let saved) = change, saved.call == call, record == nil { record = saved }
    }
  }

  func facts(of call: Call.ID) async throws(StoreFailure) -> [RecordedFact] {
    let changes = try changes()
    // The body may act on the ordinals that it is shown, so the call is guarded.
    let numbered = try await rows.numberedFacts(of: call)
    try remember(numbered.version, of: .call(call))
    var count = numbered.count
    return changes.laid(over: try await rows.facts(of: call)) { kept, change in
      guard case .call(let saved, let facts, _, let moment) = change, saved.id == call else { return }
      for fact in facts {
        count += 1
        kept.append(RecordedFact(call: call, ordinal: count, at: moment, fact: fact))
      }
    }
  }

  func pendingIntentions(of call: Call.ID) async throws(StoreFailure) -> [PendingIntention] {
    let changes = try changes()
    let numbered = try await rows.numberedIntentions(of: call)
    try remember(numbered.version, of: .call(call))
    var count = numbered.count
    return changes.laid(over: try await rows.pendingIntentions(of: call)) { pending, change in
      switch change {
      case .call(let saved, _, let intentions, let moment) where saved.id == call:
        for intention in intentions {
          count += 1
          pending.append(PendingIntention(call: call, ordinal: count, intention: intention, since: moment))
        }
      case .settled(let ordinal, call): pending.removeAll { $0.ordinal == ordinal }
      default: break
      }
    }
  }

  func transcript(of call: Call.ID) async throws(StoreFailure) -> [Utterance] {
    let changes = try changes()
    return changes.laid(over: try await rows.transcript(of: call)) { transcript, change in
      if case .said(let utterances, call) = change { transcript += utterances }
    }
  }
}
