import VoiceCore

extension StoreContract {
  typealias Work = @Sendable (any TenantScope) async throws(StoreFailure) -> Void

  // Structs, for a closure with a typed failure that stands in an array literal crashes the compiler (Swift 6.3.1).

  /// One read.
  struct Read: Sendable {
    let run: @Sendable (any TenantSnapshot) async throws(StoreFailure) -> Void
  }

  /// One write.
  struct Write: Sendable {
    let run: Work
  }

  /// Each read of the port once.
  static let everyRead: [Read] = [
    Read { scope throws(StoreFailure) in _ = try await scope.tenant() },
    Read { scope throws(StoreFailure) in _ = try await scope.billingAccount() },
    Read { scope throws(StoreFailure) in _ = try await scope.creditEntries(before: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.webhookSecret() },
    Read { scope throws(StoreFailure) in _ = try await scope.webhookRoster() },
    Read { scope throws(StoreFailure) in _ = try await scope.exportShelf() },
    Read { scope throws(StoreFailure) in _ = try await scope.personErasure(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.personErasures(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.openPersonErasures(limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.callerNotes(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.webhookDelivery(Sample.delivery(1).id) },
    Read { scope throws(StoreFailure) in _ = try await scope.webhooksByDue(of: Sample.id(1), limit: 1) },
    Read { scope throws(StoreFailure) in
      _ = try await scope.webhooks(of: Sample.id(1), before: Sample.delivery(1).id.event, limit: 1)
    },
    Read { scope throws(StoreFailure) in _ = try await scope.webhooks(of: Sample.id(1), nil, after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.oldestWebhooks(of: Sample.id(1), .parked, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.analyticsProgress() },
    Read { scope throws(StoreFailure) in _ = try await scope.tally(Sample.tally(1, day: 1).id) },
    Read { scope throws(StoreFailure) in
      _ = try await scope.tallies(of: nil, about: .calls, in: Sample.run(of: 1..<2))
    },
    Read { scope throws(StoreFailure) in _ = try await scope.tallies(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.user(Sample.email("ada@a.example")) },
    Read { scope throws(StoreFailure) in _ = try await scope.user(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.users(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.users(in: .agent, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.session(TokenDigest(hex: "ba")) },
    Read { scope throws(StoreFailure) in _ = try await scope.sessions(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.apiKey(TokenDigest(hex: "ca")) },
    Read { scope throws(StoreFailure) in _ = try await scope.apiKey(Sample.id(1) as APIKey.ID) },
    Read { scope throws(StoreFailure) in _ = try await scope.apiKeys() },
    Read { scope throws(StoreFailure) in _ = try await scope.keptAnswer(at: TokenDigest(hex: "da")) },
    Read { scope throws(StoreFailure) in _ = try await scope.keptAnswers(limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.departments(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.members(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.memberships(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.phoneLines() },
    Read { scope throws(StoreFailure) in _ = try await scope.departments() },
    Read { scope throws(StoreFailure) in _ = try await scope.department(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.phoneLine(Sample.number(100)) },
    Read { scope throws(StoreFailure) in _ = try await scope.departmentRoutes() },
    Read { scope throws(StoreFailure) in _ = try await scope.departmentRoute(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.transferRules() },
    Read { scope throws(StoreFailure) in _ = try await scope.transferRule(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.extensions() },
    Read { scope throws(StoreFailure) in _ = try await scope.owner(of: Sample.extension("21")) },
    Read { scope throws(StoreFailure) in _ = try await scope.agents() },
    Read { scope throws(StoreFailure) in _ = try await scope.agent(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.agent(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.agentState(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.agentStates() },
    Read { scope throws(StoreFailure) in
      _ = try await scope.agentFacts(of: Sample.id(1), since: Sample.moment, after: nil, limit: 1)
    },
    Read { scope throws(StoreFailure) in _ = try await scope.ledger(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.waitingCallers(in: Sample.id(1), after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.spamRules() },
    Read { scope throws(StoreFailure) in _ = try await scope.allowList() },
    Read { scope throws(StoreFailure) in _ = try await scope.screeningRevision() },
    Read { scope throws(StoreFailure) in _ = try await scope.spamRules(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.spamRule(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.allowedNumbers(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.allowedNumber(Sample.id(150)) },
    Read { scope throws(StoreFailure) in _ = try await scope.allowedNumber(for: Sample.number(150)) },
    Read { scope throws(StoreFailure) in _ = try await scope.callerTrack(of: Sample.number(150)) },
    Read { scope throws(StoreFailure) in _ = try await scope.callerTracks(before: Sample.moment, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.spamReport(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.spamReports(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.spamReview(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.spamReviews(.open, after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.knowledge() },
    Read { scope throws(StoreFailure) in _ = try await scope.knowledge(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.knowledgeEntry(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.knowledgeHoldings() },
    Read { scope throws(StoreFailure) in _ = try await scope.knowledgeTestSets(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.knowledgeTestSet(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.knowledgeSuggestions(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.knowledgeSuggestion(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.queue(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.queueHead(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.waitingRow(of: Sample.id(1), in: Sample.id(1)) },
    Read { scope throws(StoreFailure) in
      _ = try await scope.firstWaiting(in: Sample.id(1), needing: SkillSet([]))
    },
    Read { scope throws(StoreFailure) in
      _ = try await scope.countWaiting(in: Sample.id(1), before: Sample.waiting(1).caller.rank, limit: 1)
    },
    Read { scope throws(StoreFailure) in _ = try await scope.voicemail(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.voicemails(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in
      _ = try await scope.voicemails(for: Sample.id(1), after: nil, limit: 1)
    },
    Read { scope throws(StoreFailure) in _ = try await scope.callerNotes(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.recording(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.recordings(dueAt: Sample.moment, after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.recordingsWithCarrier(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.outboundLedger() },
    Read { scope throws(StoreFailure) in _ = try await scope.call(Sample.id(1) as Call.ID) },
    Read { scope throws(StoreFailure) in _ = try await scope.call(Sample.carrierID("CA1")) },
    Read { scope throws(StoreFailure) in _ = try await scope.calls(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in
      _ = try await scope.calls(in: Sample.id(1), after: nil, limit: 1)
    },
    Read { scope throws(StoreFailure) in _ = try await scope.detailRecord(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.facts(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.pendingIntentions(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.pendingIntention(1, of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.pendingIntentions(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.liveCall(Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.liveCalls(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.transcript(of: Sample.id(1)) },
    Read { scope throws(StoreFailure) in _ = try await scope.transcript(of: Sample.id(1), last: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.log(after: nil, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.log(after: Sample.fact.position, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.position(of: Sample.fact.id) },
    Read { scope throws(StoreFailure) in _ = try await scope.position(of: FollowerName("webhooks")) },
    Read { scope throws(StoreFailure) in _ = try await scope.auditHead() },
    Read { scope throws(StoreFailure) in _ = try await scope.auditEntries(after: 0, limit: 1) },
    Read { scope throws(StoreFailure) in _ = try await scope.auditEntries(before: nil, limit: 1) },
  ]

  /// Each write of the port once.
  static let everyWrite: [Write] = [
    Write { scope throws(StoreFailure) in try await scope.save(Sample.tenant(Sample.tenantA, at: "a.example")) },
    Write { scope throws(StoreFailure) in try await scope.save(BillingAccount()) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.creditEntry(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(WebhookSecret(random: "a")) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.exports) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.personErasure(1)) },
    Write { scope throws(StoreFailure) in try await scope.replace(Sample.record(of: Sample.call(1))) },
    Write { scope throws(StoreFailure) in _ = try await scope.removeTranscript(of: Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.removeCallerNotes(of: Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.roster) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.delivery(1)) },
    Write { scope throws(StoreFailure) in try await scope.removeWebhookDelivery(Sample.delivery(1).id) },
    Write { scope throws(StoreFailure) in try await scope.save(AnalyticsProgress()) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.tally(1, day: 1)) },
    Write { scope throws(StoreFailure) in try await scope.removeTally(Sample.tally(1, day: 1).id) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.user(1, "ada@a.example")) },
    Write { scope throws(StoreFailure) in try await scope.remove(Sample.user(1, "ada@a.example")) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.session(1, family: "ba")) },
    Write { scope throws(StoreFailure) in try await scope.remove(Sample.session(1, family: "ba")) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.apiKey(1, "ca")) },
    Write { scope throws(StoreFailure) in try await scope.remove(Sample.apiKey(1, "ca")) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.kept("da")) },
    Write { scope throws(StoreFailure) in try await scope.remove(Sample.kept("da")) },
    Write { scope throws(StoreFailure) in try await scope.save(Membership(of: Sample.id(1), in: Sample.id(1))) },
    Write { scope throws(StoreFailure) in try await scope.remove(Membership(of: Sample.id(1), in: Sample.id(1))) },
    Write { scope throws(StoreFailure) in _ = try await scope.signInGuard(at: Sample.slot) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.signInGuard(1), at: Sample.slot) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.grant("aa")) },
    Write { scope throws(StoreFailure) in _ = try await scope.redeem(TokenDigest(hex: "aa")) },
    Write { scope throws(StoreFailure) in try await scope.revokeGrants(of: Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(PhoneLine(number: Sample.number(100))) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.department(1)) },
    Write { scope throws(StoreFailure) in try await scope.removePhoneLine(Sample.number(100)) },
    Write { scope throws(StoreFailure) in try await scope.save(DepartmentRoute.standard(of: Sample.id(1))) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.transferRule(1)) },
    Write { scope throws(StoreFailure) in try await scope.removeTransferRule(Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.agent(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.state(of: 1), facts: [Sample.chosen(5)]) },
    Write { scope throws(StoreFailure) in try await scope.removeAgent(Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(AssignmentLedger(), of: Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.removeDepartment(Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.rule(1)) },
    Write { scope throws(StoreFailure) in try await scope.removeSpamRule(Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.allow(Sample.number(150), as: Sample.id(UInt128(150))) },
    Write { scope throws(StoreFailure) in try await scope.disallow(Sample.number(150)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.track(150)) },
    Write { scope throws(StoreFailure) in try await scope.remove(Sample.track(150)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.report(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.review(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.entry(1)) },
    Write { scope throws(StoreFailure) in try await scope.removeKnowledgeEntry(Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(KnowledgeHoldings(entries: 2)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.testSet(1)) },
    Write { scope throws(StoreFailure) in try await scope.removeKnowledgeTestSet(Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.suggestion(1)) },
    Write { scope throws(StoreFailure) in try await scope.removeKnowledgeSuggestion(Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.queue(of: 1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.voicemail(1, for: 1)) },
    Write { scope throws(StoreFailure) in try await scope.removeVoicemail(Sample.id(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.callerNotes(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.recording(1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.outboundLedger) },
    Write { scope throws(StoreFailure) in try await scope.save(QueueHead(department: Sample.id(1))) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.waiting(1)) },
    Write { scope throws(StoreFailure) in
      try await scope.removeWaitingRow(of: Sample.id(1), in: Sample.id(1))
    },
    Write { scope throws(StoreFailure) in
      try await scope.save(Sample.call(1), facts: [.started], intentions: [], at: Sample.moment)
    },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.record(of: Sample.call(1))) },
    Write { scope throws(StoreFailure) in
      try await scope.settle(
        PendingIntention(call: Sample.id(1), ordinal: 1, intention: .hangUp, since: Sample.moment))
    },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.pending(of: 1)) },
    Write { scope throws(StoreFailure) in try await scope.save(Sample.live(1)) },
    Write { scope throws(StoreFailure) in try await scope.removeLiveCall(Sample.id(1)) },
    Write { scope throws(StoreFailure) in
      try await scope.append([Utterance(.caller, "Hello?", at: Sample.moment)], to: Sample.id(1))
    },
    Write { scope throws(StoreFailure) in
      try await scope.revise(last: [Utterance(.caller, "Hello?", at: Sample.moment)], of: Sample.id(1))
    },
    Write { scope throws(StoreFailure) in
      try await scope.save(FollowerPosition(follower: FollowerName("webhooks"), position: Sample.fact.position))
    },
    Write { scope throws(StoreFailure) in try await scope.forget([Sample.fact]) },
    Write { scope throws(StoreFailure) in try await scope.append(Sample.draft(1)) },
    Write { scope throws(StoreFailure) in try await scope.appendRefusal(Sample.draft(1)) },
  ]
}
