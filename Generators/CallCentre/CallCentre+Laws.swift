import PropertyTesting
import VoiceCore

/// The laws of the world, checked after each event on the calls that it touched, and at the end on all.
///
/// What an event touched is what the tenants' logs have grown by; so a step costs what it changed, however long the day is.
extension CallCentre {
  /// Read at once.
  private static let logPage = 64

  /// What the store holds of a call.
  private struct Stored: Sendable {
    let call: Call?
    let facts: [RecordedFact]
    let record: CallDetailRecord?
    let pending: [PendingIntention]
  }

  /// Something happened to a call, or to any of them (`nil`).
  func check(_ number: Int?) async throws {
    guard store.units != checkedUnits || number.map({ calls[$0].asked != nil }) ?? true else { return }
    checkedUnits = store.units
    for tenant in number.map({ [calls[$0].plan.tenant % plan.tenants] }) ?? Array(tenants.indices) {
      try await follow(logOf: tenant, number)
      try await tellListener(of: tenant)
    }
    guard let number else { return }
    if let call = calls[number].lastSeen {
      try checkCount(of: call, number)
      try await observe(call, number)
      if call.hasEnded, !calls[number].isSettled { try await checkSettled(call, number) }
    }
  }

  /// Goes on where the last step left off; what happened to each call is told once, in order and without a gap.
  private func follow(logOf tenant: Int, _ number: Int?) async throws {
    while true {
      let last = logPlaces[tenant]
      let news = try await raw.read(for: tenants[tenant]) { scope throws(StoreFailure) in
        try await scope.log(after: last, limit: Self.logPage).facts
      }
      guard let end = news.last else { return }
      logPlaces[tenant] = end.position
      listeners[tenant].note(news)
      var rest = news.map(\.recorded)[...]
      while let first = rest.first {
        let own = rest.prefix { $0.call == first.call }
        rest = rest.dropFirst(own.count)
        try await take(Array(own), number)
      }
      guard news.count == Self.logPage else { return }
    }
  }

  /// New facts of one call: what is stored of it is what they say.
  private func take(_ news: [RecordedFact], _ happened: Int?) async throws {
    guard let first = news.first, let number = numbers[first.call] ?? happened else {
      throw RequirementFailure("nothing is told of a call that nobody made", fileID: #fileID, line: #line)
    }
    checked = number
    numbers[first.call] = number
    let stored = try await raw.read(for: calls[number].tenant) { scope throws(StoreFailure) in
      try await Stored(
        call: scope.call(first.call), facts: news, record: scope.detailRecord(of: first.call),
        pending: scope.pendingIntentions(of: first.call))
    }
    guard let call = stored.call else {
      throw RequirementFailure("a call of which something is told is kept", fileID: #fileID, line: #line)
    }
    try requireEqual(call.carrierID, calls[number].carrierID, "the log tells of the call to which it happened")
    try checkEnd(of: call, stored.record, number)
    try checkFold(of: call, news, number)
    try requireEqual(call.caller, calls[number].caller, "property 8: the caller's number stays the caller's")
    try checkCount(of: call, number)
    try await observe(call, number)
    calls[number].lastSeen = call
    calls[number].isSettled = call.hasEnded && stored.pending.isEmpty
    checked = nil
  }

  /// The whole of a call, however it came about.
  private func checkWhole(_ number: Int) async throws {
    let carrierID = calls[number].carrierID
    let stored = try await raw.read(for: calls[number].tenant) { scope throws(StoreFailure) in
      guard let call = try await scope.call(carrierID) else {
        return Stored(call: nil, facts: [], record: nil, pending: [])
      }
      return Stored(
        call: call, facts: try await scope.facts(of: call.id), record: try await scope.detailRecord(of: call.id),
        pending: try await scope.pendingIntentions(of: call.id))
    }
    guard let call = stored.call else {
      try requireNil(calls[number].place, "a call that was announced is kept")
      return
    }
    try requireEqual(call, calls[number].lastSeen, "a call changes with its facts, and by nothing else")
    try requireEqual(stored.facts.count, calls[number].facts, "what has happened stays told")
    let ends = stored.facts.count { if case .ended = $0.fact { true } else { false } }
    try requireEqual(ends, call.hasEnded ? 1 : 0, "property 29: a call ends once")
    try requireEqual(stored.record, CallDetailRecord(of: call), "property 11: an ended call has its detail record")
    calls[number].isSettled = call.hasEnded && stored.pending.isEmpty
  }

  func checkSettled(_ call: Call, _ number: Int) async throws {
    calls[number].isSettled = try await raw.read(for: calls[number].tenant) { scope throws(StoreFailure) in
      try await scope.pendingIntentions(of: call.id).isEmpty
    }
  }

  /// Properties 11 and 29: one end, one detail record, and nothing after it.
  private func checkEnd(of call: Call, _ record: CallDetailRecord?, _ number: Int) throws {
    try requireEqual(call.status.isTerminal, call.hasEnded, "property 29: an ended call has a terminal status")
    try requireEqual(record, CallDetailRecord(of: call), "property 11: an ended call has its detail record")
    if let before = calls[number].lastSeen, before.hasEnded {
      try requireEqual(call, before, "property 29: what has ended stays as it ended")
    }
    guard let record else { return }
    try requireEqual(record.duration, record.endedAt - call.startedAt, "property 11: and how long the call was")
    try require(call.status == record.disposition && record.disposition.isTerminal, "property 11: and how it ended")
  }

  /// The log has no gap, and its fold is the state.
  private func checkFold(of call: Call, _ news: [RecordedFact], _ number: Int) throws {
    var folded =
      calls[number].lastSeen
      ?? Call(
        id: call.id, carrierID: call.carrierID, direction: call.direction, caller: call.caller, dialled: call.dialled,
        startedAt: call.startedAt, language: .english, credit: call.credit)
    for recorded in news {
      calls[number].facts += 1
      try requireEqual(recorded.ordinal, calls[number].facts, "a call's facts are numbered without a gap")
      if case .ended = recorded.fact {
        try require(!folded.hasEnded, "property 29: a call ends once")
      }
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
        try await checkWhole(number)
        try checkIsOver(number, &summary)
      } catch {
        throw WorldFailure(underlying: error, story: story.text(of: number))
      }
      hash.add(digest(of: number))
    }
    do {
      for tenant in tenants.indices { try await tellListener(of: tenant) }
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
