import PropertyTesting
import VoiceCore

/// The laws of the world, checked after each event on the call to which it happened, and at the end on all.
extension CallCentre {
  /// What the store holds of a call.
  private struct Stored: Sendable {
    let call: Call?
    let facts: [RecordedFact]
    let record: CallDetailRecord?
    let pending: [PendingIntention]
  }

  func check(_ number: Int) async throws {
    let stored = try await stored(number)
    guard let call = stored.call else {
      try requireNil(calls[number].place, "a call that was announced is kept")
      return
    }
    try checkEnd(of: call, stored, number)
    try checkFold(of: call, stored)
    try checkCount(of: call, number)
    try requireEqual(call.caller, calls[number].caller, "property 8: the caller's number stays the caller's")
    try await observe(call, number)
    calls[number].lastSeen = call
    calls[number].isSettled = call.hasEnded && stored.pending.isEmpty
  }

  private func stored(_ number: Int) async throws -> Stored {
    let carrierID = calls[number].carrierID
    return try await raw.read(for: calls[number].tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(carrierID) else {
        return Stored(call: nil, facts: [], record: nil, pending: [])
      }
      return Stored(
        call: call, facts: try await scope.facts(of: call.id), record: try await scope.detailRecord(of: call.id),
        pending: try await scope.pendingIntentions(of: call.id))
    }
  }

  /// Properties 11 and 29: one end, one detail record, and nothing after it.
  private func checkEnd(of call: Call, _ stored: Stored, _ number: Int) throws {
    let ends = stored.facts.count { if case .ended = $0.fact { true } else { false } }
    try requireEqual(ends, call.hasEnded ? 1 : 0, "property 29: a call ends once")
    try requireEqual(call.status.isTerminal, call.hasEnded, "property 29: an ended call has a terminal status")
    try requireEqual(stored.record, CallDetailRecord(of: call), "property 11: an ended call has its detail record")
    if let before = calls[number].lastSeen, before.hasEnded {
      try requireEqual(call, before, "property 29: what has ended stays as it ended")
    }
  }

  /// The log has no gap, and its fold is the state.
  private func checkFold(of call: Call, _ stored: Stored) throws {
    var folded = Call(
      id: call.id, carrierID: call.carrierID, direction: call.direction, caller: call.caller, dialled: call.dialled,
      startedAt: call.startedAt, language: .english)
    for (index, recorded) in stored.facts.enumerated() {
      try requireEqual(recorded.ordinal, index + 1, "a call's facts are numbered without a gap")
      folded.evolve(recorded.fact)
    }
    try requireEqual(folded, call, "the fold of a call's facts is the call")
  }

  /// Property 6: the node counts as the world does.
  private func checkCount(of call: Call, _ number: Int) throws {
    let ledger = calls[number].verdicts
    try requireEqual(call.conversation.failedAttempts, ledger.failures, "property 6: failed attempts are counted once")
    try requireAtMost(ledger.failures, 3, "property 6: there is no fourth failed attempt")
    try requireEqual(
      call.transfer?.reason == .attemptsExhausted, ledger.handedOver == .attemptsExhausted,
      "property 6: the third failed attempt hands over, and nothing else does so")
  }

  /// The day is over: nobody is left on the line.
  func close() async throws -> DaySummary {
    var summary = DaySummary(duration: lastEvent - beginning, events: story.count)
    summary.broughtBack = broughtBack
    summary.foundOver = foundOver
    summary.talked = talked
    summary.waited = waited
    summary.rung = rung
    summary.messages = messages
    var hash = story.hash
    for number in calls.indices {
      do {
        try await check(number)
        try checkIsOver(number, &summary)
      } catch {
        throw WorldFailure(underlying: error, story: story.text(of: number))
      }
      hash.add(digest(of: number))
    }
    do {
      try await checkLists()
      try await checkSwitchboard()
      try requireEqual(
        freeAgents, Array(repeating: plan.agents, count: plan.tenants), "property 36: every agent is free again")
    } catch {
      throw WorldFailure(underlying: error, story: story.text(of: nil))
    }
    summary.hash = hash
    return summary
  }

  private func checkIsOver(_ number: Int, _ summary: inout DaySummary) throws {
    let call = calls[number]
    summary.calls += 1
    try requireEqual(call.leg, .over, "caller \(number) isn't left on the line")
    guard let seen = call.lastSeen else {
      summary.unheard += 1
      return
    }
    if seen.transfer != nil { summary.handedOver += 1 }
    try require(seen.hasEnded, "property 11: caller \(number)'s call has ended, whatever was lost")
    try require(call.isSettled, "property 16: nothing stays wanted for caller \(number)'s call")
  }

  private func digest(of number: Int) -> Int {
    guard let call = calls[number].lastSeen else { return 0 }
    var hash = StateHash()
    hash.add(call.status.rawValue)
    hash.add(call.streams)
    hash.add(call.conversation.failedAttempts)
    hash.add(call.ending?.cause.rawValue ?? "")
    hash.add(call.transfer?.reason.rawValue ?? "")
    hash.add(Int(call.ending?.at.microseconds ?? 0))
    return Int(truncatingIfNeeded: hash.value)
  }

  /// Property 1: each tenant has its own callers' calls and no others.
  private func checkLists() async throws {
    for tenant in 0..<plan.tenants {
      let id = TestTenant.plan(tenant + 1).tenant.id
      var listed: [CarrierCallID] = []
      var cursor: CallCursor?
      repeat {
        let after = cursor
        let page = try await raw.read(for: id) { scope throws(StoreFailure) in
          try await scope.calls(after: after, limit: 500)
        }
        listed += page.map(\.carrierID)
        cursor = page.last.map { CallCursor(after: $0) }
      } while cursor != nil
      let own = calls.filter { $0.tenant == id && $0.place != nil }.map(\.carrierID)
      try requireEqual(
        listed.map(\.text).sorted(), own.map(\.text).sorted(), "property 1: a tenant's calls are its own callers'")
    }
  }
}
